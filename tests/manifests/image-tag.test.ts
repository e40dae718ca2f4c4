import { isFixedTag } from '../../lib/manifests/pods/image-tag';

const split = (image: string): readonly [string, string] => {
  const colon = image.lastIndexOf(':');
  return [image.slice(0, colon), image.slice(colon + 1)];
};

describe('a tag that is fixed', () => {
  it.each([
    'quay.io/coreos/etcd:v3.6.5',
    'haproxy:3.0.12-alpine',
    'app:1.2.3+build.5',
    'app:v1.0.0-rc.1',
    'bitnami/os-shell:12-debian-12-r51',
    'postgres:14.23',
    'docker.io/library/postgres:16.4-alpine',
    'minio/minio:RELEASE.2023-03-20T20-16-18Z',
    'registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10',
    'hazelcast/hazelcast-kubernetes:3.8_1',
    'gcr.io/cockroachlabs-helm-charts/cockroach-self-signer-cert:1.10',
    'volume-nfs:0.8',
    'registry.k8s.io/nginx-slim:0.8',
    'k8s.gcr.io/echoserver:1.4',
    'registry.k8s.io/guestbook:v3',
    'registry.k8s.io/ingress-nginx/certgen:v20231011-8b53cabe0',
    'debian:bookworm-20240110',
    'app:sha-4f5e6d7',
    'app:main-0a1b2c3d',
  ])('is that of %s', image => {
    expect(isFixedTag(...split(image))).toBe(true);
  });
});

describe('a tag that moves', () => {
  it.each([
    'app:latest',
    'app:1',
    'app:v3.6',
    'nginx:1.25',
    'busybox:1.36',
    'postgres:14',
    'postgres:9.6',
    'consul:2.1.0-dev',
    'app:1.2.3-SNAPSHOT',
    'app:1.2.3-latest',
    'app:1.2.3.nightly',
    'app:facade-defaced',
    'ubuntu:22.04',
    'app:20231399',
    'node:20-alpine',
    'app:nightly',
    'registry.k8s.io/guestbook:latest',
    'docker.io/guestbook:v3',
    'app:stable-alpine3.19.1',
    'mirror.example.test/registry.k8s.io/echoserver:1.4',
  ])('is that of %s', image => {
    expect(isFixedTag(...split(image))).toBe(false);
  });
});
