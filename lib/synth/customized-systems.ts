import type { Finding } from '../domain/finding';
import { fleetFile } from '../plan/document/fleet-document';
import type { Written } from './output-folder';
import type { Sink } from './rendering';

/**
 * Keeps the files of systems that their users change by `customize`, or that run an engine of their users, and checks them before they
 * are written.
 *
 * The files of other systems follow from the plan, and the tests of this package check them against the rules. The plan cannot know what
 * a user's patch or a user's engine does.
 */
export class CustomizedSystems implements Sink {
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly sink: Sink,
    private readonly names: ReadonlySet<string>,
  ) {}

  write(path: string, content: string): Written {
    if (this.isChecked(path)) this.texts.set(path, content);
    return this.sink.write(path, content);
  }

  keep(path: string, accepts: (content: Uint8Array) => boolean): boolean {
    if (!this.isChecked(path)) return this.sink.keep(path, accepts);
    // A file that is kept is checked as well, so that its findings are reported each time.
    return this.sink.keep(path, content => {
      if (!accepts(content)) return false;
      this.texts.set(path, new TextDecoder().decode(content));
      return true;
    });
  }

  private isChecked(path: string): boolean {
    return this.names.size > 0 && (path === fleetFile || this.names.has(path.split('/')[1] ?? ''));
  }

  /** The findings of the rules about objects and systems in these files. */
  findings(): readonly Finding[] {
    if (this.names.size === 0) return [];
    // Loaded only when there is something to check: a synthesis runs few of these rules.
    const { checkCustomized } = require('./check-customized') as typeof import('./check-customized');
    return checkCustomized(this.texts, this.names);
  }
}
