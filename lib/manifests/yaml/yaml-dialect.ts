import type { ScalarTag, Tags } from 'yaml';

/** Tags of YAML 1.1 that Kubernetes does not read: dates and bytes. Such values are texts, as are times of day (numbers of base 60). */
const unread = /:(timestamp|binary)$/;

/** The one form of YAML 1.2 that Kubernetes reads as well: `0o644`. */
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7]+$/,
  resolve: text => Number(text.replace(/^[-+]/, '')) * (text.startsWith('-') ? -1 : 1),
};

/** A float has a digit before or after the point, so `e2` and `.` are texts. The library's own tags read them as numbers. */
const float: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.[0-9_]*)$/,
  resolve: text => Number.parseFloat(text.replace(/_/g, '')),
};

/** Whether a tag is one of the library's own for floats. */
const isFloat = (tag: Tags[number]): boolean =>
  typeof tag !== 'string' &&
  tag.tag === float.tag &&
  'test' in tag &&
  tag.test !== undefined &&
  (tag.test.test('1.5') || tag.test.test('1e5'));

/** The dialect that Kubernetes reads (sigs.k8s.io/yaml): YAML 1.1, where `yes` is true, with a few differences. */
export const dialect = {
  version: '1.1',
  prettyErrors: false,
  logLevel: 'error',
  customTags: (tags: Tags): Tags => [
    octal,
    float,
    ...tags.filter(tag => typeof tag === 'string' || !(unread.test(tag.tag) || tag.format === 'TIME' || isFloat(tag))),
  ],
} as const;
