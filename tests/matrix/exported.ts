import * as georaft from '../../lib';

type Exported = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Exported => typeof value === 'object' && value !== null;

/** Functions of exported objects that make nothing: they look at what is there. */
const readers: readonly string[] = [
  ...['Access.exposureOf', 'Access.nameOf', 'Cluster.inOrder', 'Finding.anyError', 'Finding.line', 'PeerTls.certificatesOf'],
  ...['GatewayRoute.kindOf', 'GatewayRoute.matchesHost'],
];

/** Every function of every object that the package exports, as it is when the test runs: `DnsProvider.azure`. */
export const functions: readonly string[] = Object.entries(georaft as Exported).flatMap(([name, value]) =>
  isObject(value) ? Object.keys(value).flatMap(key => (typeof value[key] === 'function' ? [`${name}.${key}`] : [])) : [],
);

/** Those of them that make something of what they are given. */
export const factories: readonly string[] = functions.filter(name => !readers.includes(name));

/** Readers that the package does not have any more. */
export const goneReaders: readonly string[] = readers.filter(name => !functions.includes(name));

/** Every class that the package exports. */
export const classes: readonly string[] = Object.entries(georaft as Exported).flatMap(([name, value]) =>
  typeof value === 'function' ? [name] : [],
);
