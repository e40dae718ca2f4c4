import type { ScalarTag, Tags } from 'yaml';

/** What Kubernetes does not read of YAML 1.1: dates, times of day as numbers of base 60, bytes. They are texts. */
const unread = /:(timestamp|binary)$/;

/** What it reads of YAML 1.2 beside that: `0o644`. */
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7]+$/,
  resolve: text => Number(text.replace(/^[-+]/, '')) * (text.startsWith('-') ? -1 : 1),
};

/** Numbers that are no integers have a digit before the point or behind it: `e2` and `.` are texts. The library's own tags take them for numbers. */
const float: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.[0-9_]*)$/,
  resolve: text => Number.parseFloat(text.replace(/_/g, '')),
};

/** The library's tags for the same numbers. */
const isFloat = (tag: Tags[number]): boolean =>
  typeof tag !== 'string' &&
  tag.tag === float.tag &&
  'test' in tag &&
  tag.test !== undefined &&
  (tag.test.test('1.5') || tag.test.test('1e5'));

/** The dialect that Kubernetes reads (sigs.k8s.io/yaml): YAML 1.1, where `yes` is true, with few differences. */
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
