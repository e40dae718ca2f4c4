import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lab } from '../lab';

/** The programs of etcd's image, by the Go module that each is in. */
const programs = ['server', 'etcdctl'] as const;
const nameOf = (module: (typeof programs)[number]): string => (module === 'server' ? 'etcd' : module);

/** Puts another version of etcd into every site of the lab, and returns the image's name. It is built once, from its Go modules. */
export function loadEtcdImage(version: string): string {
  const name = `quay.io/coreos/etcd:v${version}`;
  const folder = mkdtempSync(join(tmpdir(), 'etcd-'));
  try {
    const built = build(version, folder);
    const files = programs.map(module => `${join(built, nameOf(module))}=/usr/local/bin/${nameOf(module)}`);
    lab.image(join(folder, 'etcd.tar'), name, ['/usr/local/bin/etcd'], ...files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return name;
}

function build(version: string, folder: string): string {
  const kept = lab.keep(`etcd-${version}`);
  if (existsSync(kept)) return kept;
  const go = (...args: readonly string[]): void => {
    execFileSync('go', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CGO_ENABLED: '0' } });
  };
  go('mod', 'init', 'etcd.test/programs');
  go('get', ...programs.map(module => `go.etcd.io/etcd/${module}/v3@v${version}`));
  const made = `${kept}.unfinished`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  for (const module of programs)
    go('build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', join(made, nameOf(module)), `go.etcd.io/etcd/${module}/v3`);
  renameSync(made, kept);
  return kept;
}
