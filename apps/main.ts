import { production } from '../clusters';
import { FleetApp } from '../lib';
import { ledger } from './ledger';
import { platform } from './platform';
import { settings } from './settings';
import { stateOf } from './state';
import { whitewater } from './whitewater';

const app = new FleetApp(production);
platform(app);
whitewater(app, { state: stateOf('whitewater') });
settings(app, { state: stateOf('settings') });
ledger(app, { state: stateOf('ledger') });
app.synth();
