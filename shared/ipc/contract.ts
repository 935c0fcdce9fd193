import * as v from 'valibot';
import { screenName } from './common-views';
import { activityCalls } from './activity-contract';
import { assessCalls } from './assess-contract';
import { dataCalls } from './data-contract';
import { damagedCalls } from './damaged-contract';
import { differenceCalls } from './difference-contract';
import { draftCalls } from './drafts-contract';
import { exportCalls } from './export-contract';
import { findingCalls } from './findings-contract';
import { fleetCalls, fleetView } from './fleet-contract';
import { gateLinesCalls } from './gate-lines-contract';
import { gatePeopleCalls } from './gate-people-contract';
import { finishCalls } from './finish-contract';
import { guideCalls } from './guide-contract';
import { groupCalls } from './groups-contract';
import { appState, connectView, homeCalls, readView } from './home-contract';
import { keepCalls } from './keep-contract';
import { proxyCalls } from './proxy-contract';
import { peopleCalls } from './people-contract';
import { planCalls } from './plan-contract';
import { messageCalls } from './message-contract';
import { networkCalls } from './network-contract';
import { noteCalls } from './notes-contract';
import { scheduleCalls } from './schedule-contract';
import { registrationCalls, registrationView } from './registration-contract';
import { reviewCalls } from './review-contract';
import { ringLayoutCalls } from './ring-layout-contract';
import { rolloutCalls, rolloutView } from './rollout-contract';
import { safetyCalls } from './safety-contract';
import { secondPersonCalls, secondPersonView } from './second-person-contract';
import { sinceCalls } from './since-contract';
import { stepPeopleCalls } from './step-people-contract';
import { takingCalls, takingView } from './taking-contract';
import { updateCalls } from './update-contract';
import { thinkingCalls, thinkingView } from './thinking-contract';

/** Every call and event between page and main. Preload, handlers and test fakes come from here. */
export const contract = {
  calls: {
    ...homeCalls,
    ...keepCalls,
    ...dataCalls,
    ...proxyCalls,
    ...registrationCalls,
    ...networkCalls,
    ...assessCalls,
    ...findingCalls,
    ...peopleCalls,
    ...planCalls,
    ...reviewCalls,
    ...ringLayoutCalls,
    ...exportCalls,
    ...scheduleCalls,
    ...messageCalls,
    ...noteCalls,
    ...sinceCalls,
    ...draftCalls,
    ...rolloutCalls,
    ...stepPeopleCalls,
    ...guideCalls,
    ...gateLinesCalls,
    ...gatePeopleCalls,
    ...finishCalls,
    ...activityCalls,
    ...groupCalls,
    ...fleetCalls,
    ...differenceCalls,
    ...damagedCalls,
    ...safetyCalls,
    ...secondPersonCalls,
    ...takingCalls,
    ...thinkingCalls,
    ...updateCalls,
  },
  events: {
    'app.changed': appState,
    'connect.changed': connectView,
    'registration.changed': registrationView,
    'read.changed': readView,
    'rollout.changed': rolloutView,
    'fleet.changed': fleetView,
    'second.changed': secondPersonView,
    /** Null: no file is on its way in. */
    'taking.changed': v.nullable(takingView),
    /** Null: nothing is being worked out. */
    'thinking.changed': v.nullable(thinkingView),
    /** The menu or a shortcut asks the page to go somewhere or do something named. */
    'app.command': v.strictObject({
      command: v.picklist([
        'navigate',
        'primary',
        'back',
        'help',
        'shortcuts',
        'palette',
        'find',
        'undo',
        'redo',
        'overview',
        'nextRegion',
        'previousRegion',
        'newPlan',
        'about',
      ]),
      screen: v.nullable(screenName),
    }),
  },
} as const;
