import { memoized } from '../objects/memoized';

/** A form that a text must have. */
export interface Form {
  /** The name of the form, which ends the sentence "it is not …". */
  readonly is: string;
  readonly fits: (text: string) => boolean;
}

const shaped = (is: string, longest: number, pattern: RegExp): Form => ({ is, fits: text => text.length <= longest && pattern.test(text) });

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const qualified = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** One label of RFC 1123: names of namespaces, containers, StatefulSets. */
export const dnsLabel = shaped("a DNS label (lower-case letters, digits and '-' between them, at most 63)", 63, new RegExp(`^${label}$`));

/** Labels of RFC 1123 with dots between them: names of most objects. */
export const dnsSubdomain = shaped(
  "a DNS name (lower-case letters, digits, '-' and '.' between them, at most 253)",
  253,
  new RegExp(`^${label}(?:\\.${label})*$`),
);

/** A label of RFC 1035, which does not begin with a digit: names of Services. */
export const serviceLabel = shaped(
  "a DNS label that begins with a letter (lower-case letters, digits and '-' between them, at most 63)",
  63,
  /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/,
);

/** A DNS name, or a wildcard name such as `*.example.com`. */
export const dnsHost: Form = {
  is: "a DNS name, with or without '*.' before it",
  fits: text =>
    text.includes('*') ? text.startsWith('*.') && text.length <= 253 && dnsSubdomain.fits(text.slice(2)) : dnsSubdomain.fits(text),
};

const underscored = '_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?';

/** A DNS name that may contain underscores: search domains of resolvers. */
export const searchDomain = shaped("a DNS name, '_' included", 253, new RegExp(`^${underscored}(?:\\.${underscored})*$`));

/** `[domain/]name`: label keys, extended resources, conditions. */
export const qualifiedName: Form = {
  is: "a qualified name (letters, digits, '-', '_' and '.' between them, at most 63; before it, if wanted, a DNS name and '/')",
  fits: memoized(text => {
    const slash = text.indexOf('/');
    if (slash >= 0 && !dnsSubdomain.fits(text.slice(0, slash))) return false;
    const name = slash < 0 ? text : text.slice(slash + 1);
    return name.length <= 63 && qualified.test(name);
  }),
};

/** The value of a label. */
export const labelValue: Form = {
  is: "a label value (letters, digits, '-', '_' and '.' between them, at most 63)",
  fits: memoized(text => text === '' || (text.length <= 63 && qualified.test(text))),
};

/** The name of a port (RFC 6335). */
export const portName: Form = {
  is: "a port name (lower-case letters, digits and single '-' between them, at least one letter, at most 15)",
  fits: text => text.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text),
};

/** A key of a ConfigMap or a Secret. */
export const dataKey: Form = {
  is: "a key (letters, digits, '-', '_' and '.', not beginning with '..', at most 253)",
  fits: text => text.length <= 253 && text !== '.' && !text.startsWith('..') && /^[-._a-zA-Z0-9]+$/.test(text),
};

/** The name of an environment variable, since Kubernetes 1.32. */
export const variableName: Form = { is: "printable ASCII without '='", fits: text => /^[\x20-\x3c\x3e-\x7e]+$/.test(text) };

/** The name of an environment variable, before Kubernetes 1.32. */
export const strictVariableName: Form = {
  is: "a variable name (letters, digits, '-', '_' and '.', not beginning with a digit or '..'), as Kubernetes before 1.32 demands",
  fits: text => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..'),
};

/** A segment of an API path: names in RBAC. */
export const pathSegment: Form = {
  is: "a path segment (not '.' or '..', without '/' and '%')",
  fits: text => text !== '.' && text !== '..' && !/[/%]/.test(text),
};

/** The name of an HTTP header. */
export const headerName: Form = { is: "a header name (letters, digits and '-')", fits: text => /^[-A-Za-z0-9]+$/.test(text) };

/** `domain/path`: names of controllers. */
export const domainPath: Form = {
  is: "a DNS name, '/' and a path",
  fits: text => {
    const slash = text.indexOf('/');
    return slash > 0 && dnsSubdomain.fits(text.slice(0, slash)) && /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(text.slice(slash + 1));
  },
};

/** A percentage. */
export const percent: Form = { is: "a percentage such as '25%'", fits: text => /^[0-9]+%$/.test(text) };

/** A path below a volume, which may not begin with '..'. */
export const inwardPath: Form = {
  is: "a relative path without '..'",
  fits: text => !text.startsWith('/') && !text.split('/').includes('..') && (!text.startsWith('..') || text.startsWith('../')),
};

/** A path below a volume, which may begin with two dots, as in `..data`. */
export const descendingPath: Form = {
  is: "a relative path without '..'",
  fits: text => !text.startsWith('/') && !text.split('/').includes('..'),
};

/** A time of RFC 3339. */
export const timestamp: Form = {
  is: 'a time such as 2025-01-31T12:00:00Z',
  fits: text =>
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text),
};

/** Base64 of RFC 4648 with padding. Line ends are ignored. */
export const base64: Form = {
  is: 'base64',
  fits: text => {
    const joined = text.replace(/[\r\n]/g, '');
    return joined.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(joined);
  },
};
