import type { Finding } from '../domain/finding';
import { fleetFile } from '../plan/document/fleet-document';
import type { Written } from './output-folder';
import type { Sink } from './rendering';

/**
 * Keeps what is rendered of the systems that their users change by `customize`, or whose engine is their own, and looks at it before it
 * is written.
 *
 * What nobody changes follows from the plan, and the tests of this package hold it against the rules; what a user's patch
 * makes of it, or a user's engine answers, no plan can know.
 */
export class CustomizedSystems implements Sink {
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly sink: Sink,
    private readonly names: ReadonlySet<string>,
  ) {}

  write(path: string, content: string): Written {
    if (this.looksAt(path)) this.texts.set(path, content);
    return this.sink.write(path, content);
  }

  keep(path: string, accepts: (content: Uint8Array) => boolean): boolean {
    if (!this.looksAt(path)) return this.sink.keep(path, accepts);
    // What stays as it is, is looked at as well: what the rules find in it is said each time.
    return this.sink.keep(path, content => {
      if (!accepts(content)) return false;
      this.texts.set(path, new TextDecoder().decode(content));
      return true;
    });
  }

  private looksAt(path: string): boolean {
    return this.names.size > 0 && (path === fleetFile || this.names.has(path.split('/')[1] ?? ''));
  }

  /** What the rules about objects and systems find in them. */
  findings(): readonly Finding[] {
    if (this.names.size === 0) return [];
    // Loaded only when there is something to look at: a synthesis runs few of these rules.
    const { checkCustomized } = require('./check-customized') as typeof import('./check-customized');
    return checkCustomized(this.texts, this.names);
  }
}
