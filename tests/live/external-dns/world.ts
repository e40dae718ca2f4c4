import { must } from '../../fixtures';
import { type LabInfo, lab, type Site } from '../lab';
import { Bind } from './bind';

/** The lab as these tests use it. It is asked for when the lab is up, by the first test that needs it. */
export class World {
  private static known: World | undefined;
  readonly bind: Bind;

  private constructor(readonly info: LabInfo) {
    this.bind = new Bind(info);
  }

  static get(): World {
    World.known ??= new World(lab.info());
    return World.known;
  }

  site(number: number): Site {
    return must(this.info.sites.find(site => site.number === number));
  }

  /** A name of these tests in the lab's zone. */
  name(label: string): string {
    return `${label}.facts.${this.info.zone}`;
  }
}
