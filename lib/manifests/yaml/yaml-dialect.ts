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

/** The dialect that Kubernetes reads (sigs.k8s.io/yaml): YAML 1.1, where `yes` is true, with few differences. */
export const dialect = {
  version: '1.1',
  prettyErrors: false,
  logLevel: 'error',
  customTags: (tags: Tags): Tags => [
    octal,
    ...tags.filter(tag => typeof tag === 'string' || !(unread.test(tag.tag) || tag.format === 'TIME')),
  ],
} as const;
