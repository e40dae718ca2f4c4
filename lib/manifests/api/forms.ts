import { memoized } from '../objects/memoized';

/** A form that texts must have. */
export interface Form {
  /** What a text of this form is, as the end of "it is not …". */
  readonly is: string;
  readonly fits: (text: string) => boolean;
}

const shaped = (is: string, longest: number, pattern: RegExp): Form => ({ is, fits: text => text.length <= longest && pattern.test(text) });

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const qualified = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** RFC 1123, one label: pods' parts, namespaces, StatefulSets. */
export const dnsLabel = shaped("a DNS label (lower-case letters, digits and '-' between them, at most 63)", 63, new RegExp(`^${label}$`));

/** RFC 1123, labels with dots between them: names of most objects. */
export const dnsSubdomain = shaped(
  "a DNS name (lower-case letters, digits, '-' and '.' between them, at most 253)",
  253,
  new RegExp(`^${label}(?:\\.${label})*$`),
);

/** RFC 1035, which does not begin with a digit: Services. */
export const serviceLabel = shaped(
  "a DNS label that begins with a letter (lower-case letters, digits and '-' between them, at most 63)",
  63,
  /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/,
);

/** A DNS name, or one below a `*`. */
export const dnsHost: Form = {
  is: "a DNS name, with or without '*.' before it",
  fits: text =>
    text.includes('*') ? text.startsWith('*.') && text.length <= 253 && dnsSubdomain.fits(text.slice(2)) : dnsSubdomain.fits(text),
};

const underscored = '_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?';

/** A DNS name that may have underscores: what resolvers append. */
export const searchDomain = shaped("a DNS name, '_' included", 253, new RegExp(`^${underscored}(?:\\.${underscored})*$`));

/** `[domain/]name`: keys of labels, extended resources, conditions. */
export const qualifiedName: Form = {
  is: "a qualified name (letters, digits, '-', '_' and '.' between them, at most 63, with a DNS name and '/' before it or not)",
  fits: memoized(text => {
    const slash = text.indexOf('/');
    if (slash >= 0 && !dnsSubdomain.fits(text.slice(0, slash))) return false;
    const name = slash < 0 ? text : text.slice(slash + 1);
    return name.length <= 63 && qualified.test(name);
  }),
};

/** What a label may say. */
export const labelValue: Form = {
  is: "a label's value (letters, digits, '-', '_' and '.' between them, at most 63)",
  fits: memoized(text => text === '' || (text.length <= 63 && qualified.test(text))),
};

/** RFC 6335: names of ports. */
export const portName: Form = {
  is: "a port's name (lower-case letters, digits and single '-' between them, at least one letter, at most 15)",
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
  is: "a variable's name (letters, digits, '-', '_' and '.', not beginning with a digit or '..'), as Kubernetes before 1.32 demands",
  fits: text => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..'),
};

/** A part of a path of the API: names in RBAC. */
export const pathSegment: Form = {
  is: "a part of a path (not '.' or '..', without '/' and '%')",
  fits: text => text !== '.' && text !== '..' && !/[/%]/.test(text),
};

/** The name of a header of HTTP. */
export const headerName: Form = { is: "a header's name (letters, digits and '-')", fits: text => /^[-A-Za-z0-9]+$/.test(text) };

/** `domain/path`: controllers. */
export const domainPath: Form = {
  is: "a DNS name, '/' and a path",
  fits: text => {
    const slash = text.indexOf('/');
    return slash > 0 && dnsSubdomain.fits(text.slice(0, slash)) && /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(text.slice(slash + 1));
  },
};

/** A share in percent. */
export const percent: Form = { is: "a share such as '25%'", fits: text => /^[0-9]+%$/.test(text) };

/** A path that stays where it begins. */
export const inwardPath: Form = {
  is: "a relative path without '..'",
  fits: text => !text.startsWith('/') && !text.split('/').includes('..') && (!text.startsWith('..') || text.startsWith('../')),
};

/** A path below a volume: it may begin with dots. */
export const descendingPath: Form = {
  is: "a relative path without '..'",
  fits: text => !text.startsWith('/') && !text.split('/').includes('..'),
};

/** RFC 3339. */
export const timestamp: Form = {
  is: 'a time such as 2025-01-31T12:00:00Z',
  fits: text =>
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text),
};

/** RFC 4648 with padding; ends of lines do not count. */
export const base64: Form = {
  is: 'base64',
  fits: text => {
    const joined = text.replace(/[\r\n]/g, '');
    return joined.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(joined);
  },
};
