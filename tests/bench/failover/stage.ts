import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Fleet, FleetApp } from '../../../lib';
import { type FleetDocument, fleetFile } from '../../../lib/plan/document/fleet-document';
import { lab, type Site, until } from '../../live/lab';

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** A rendered fleet in the lab: what is applied where, and taken away at the end. */
export class Stage {
  constructor(
    private readonly sites: readonly Site[],
    readonly fleet: Fleet,
  ) {}

  /** Renders an app; its ExternalDNS gets names of its own, since roles are the whole cluster's. @throws on an error of a rule */
  render(app: FleetApp): FleetDocument {
    const errors = app.synthesize().findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ rule, at, problem, fix }) => `[${at}] ${rule}: ${problem}; ${fix}`).join('\n'));
    for (const { name } of this.sites) {
      for (const path of yamlBelow(join(app.outdir, name, 'external-dns'))) {
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replace(/\bexternal-dns-(local|global|computed)\b/g, `${this.fleet.name}-dns-$1`));
      }
    }
    return JSON.parse(readFileSync(join(app.outdir, fleetFile), 'utf8')) as FleetDocument;
  }

  /** Applies a whole output; namespaces, accounts and the keys that Git must not hold go first. */
  applyAll(outdir: string, secret: (site: Site) => object): void {
    for (const site of this.sites) {
      const objects = yamlBelow(join(outdir, site.name)).flatMap(path =>
        parseAllDocuments(readFileSync(path, 'utf8')).map(document => document.toJS() as Rendered),
      );
      for (const kind of ['Namespace', 'ServiceAccount'])
        for (const object of objects.filter(candidate => candidate.kind === kind)) lab.apply(site.number, object);
      lab.apply(site.number, secret(site));
      this.apply(site.number, join(outdir, site.name));
    }
  }

  /** What Argo CD does with a commit, in one site. */
  apply(site: number, folder: string): void {
    lab.kubectl(site, 'apply', '--server-side', '--force-conflicts', '-R', '-f', folder);
  }

  /** Waits for all members of a system in one site. */
  async ready(site: number, system: string, seconds: number): Promise<void> {
    await until(`${system} in s${site}`, seconds, () => {
      type StatefulSet = { readonly spec: { readonly replicas: number }; readonly status: { readonly readyReplicas?: number } };
      const { spec, status } = lab.get<StatefulSet>(site, '-n', system, 'statefulset', system);
      return status.readyReplicas === spec.replicas ? true : undefined;
    });
  }

  /** Takes everything away again, and lets the volumes be used once more. */
  remove(namespaces: readonly string[]): void {
    for (const { number } of this.sites) {
      for (const scope of ['local', 'global', 'computed'])
        lab.try(number, ['delete', 'clusterrole,clusterrolebinding', `${this.fleet.name}-dns-${scope}`, '--ignore-not-found']);
      lab.try(number, ['delete', 'namespace', ...namespaces, '--ignore-not-found', '--wait=false']);
      // Members without a quorum would wait for somebody to hand their leadership over to.
      for (const namespace of namespaces)
        lab.try(number, ['-n', namespace, 'delete', 'pods', '--all', '--force', '--grace-period=0', '--wait=false']);
    }
    for (const { number } of this.sites) {
      lab.try(number, ['wait', '--for=delete', '--timeout=120s', ...namespaces.map(name => `namespace/${name}`)]);
      for (const { metadata, spec } of lab.get<{ items: readonly Volume[] }>(number, 'persistentvolumes').items) {
        if (!spec.claimRef || !namespaces.includes(spec.claimRef.namespace)) continue;
        rmSync(spec.local.path, { recursive: true, force: true });
        mkdirSync(spec.local.path);
        chmodSync(spec.local.path, 0o777); // members are not root
        lab.try(number, ['patch', 'persistentvolume', metadata.name, '--type=merge', '-p', '{"spec":{"claimRef":null}}']);
      }
    }
  }
}

interface Volume {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly claimRef?: { readonly namespace: string }; readonly local: { readonly path: string } };
}

const yamlBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .map(path => join(folder, path));
