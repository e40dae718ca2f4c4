import { placeOf, unitFiles } from '../check/read-output';
import { readPlan } from '../check/read-plan';
import { UnitChecker } from '../check/unit-checker';
import type { Finding } from '../domain/finding';
import { catalogue } from '../rules/catalogue';
import type { Written } from './output-folder';
import { fleetFile } from './previous-fleet';
import type { Sink } from './rendering';

/**
 * Keeps what is rendered of the systems that their users change by `customize`, and looks at it before it is written.
 *
 * What nobody changes follows from the plan, and the tests of this package hold it against the rules; what a user's patch
 * makes of it, no plan can know.
 */
export class CustomizedSystems implements Sink {
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly sink: Sink,
    private readonly names: ReadonlySet<string>,
  ) {}

  write(path: string, content: string): Written {
    if (this.names.size > 0 && (path === fleetFile || this.names.has(placeOf(path).unit))) this.texts.set(path, content);
    return this.sink.write(path, content);
  }

  /** What the rules about objects and systems find in them. */
  findings(): readonly Finding[] {
    if (this.names.size === 0) return [];
    const source = { files: [...this.texts.keys()].sort(), read: (path: string) => this.texts.get(path) ?? '' };
    const read = readPlan(source);
    // Without the plan's list of systems: those that nobody changes are not here.
    const units = unitFiles(source.files, undefined).filter(({ name }) => this.names.has(name));
    return new UnitChecker(source, catalogue, read.kind === 'plan' ? read.plan : undefined).check(units).findings;
  }
}
