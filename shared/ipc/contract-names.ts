import type { CallName, EventName } from './contract-types';

/**
 * The names of the contract without its schemas, for the preload, which must stay small. A test
 * holds this list equal to the contract; a name that is not there does not compile here.
 */
export const callNames = [
  'app.getState',
  'app.setSettings',
  'app.navigate',
  'app.showLogFolder',
  'home.list',
  'home.open',
  'home.remove',
  'home.newPractice',
  'home.newTenant',
  'home.openCapture',
  'connect.get',
  'connect.signIn',
  'connect.cancel',
  'connect.confirm',
  'connect.signOut',
  'read.difference',
  'read.get',
  'read.start',
  'read.pause',
  'read.cancel',
  'practice.createEmergencyAccess',
  'practice.registerPeople',
  'answers.get',
  'answers.save',
  'answers.suggest',
  'today.get',
  'people.getView',
  'people.keepView',
  'people.list',
  'people.get',
  'findings.list',
  'findings.accept',
  'findings.choose',
  'read.sources',
  'policy.get',
  'policy.setMethod',
  'policy.setPreset',
  'policy.setPrompt',
  'policy.setEnforcement',
  'plan.undo',
  'plan.redo',
  'plan.history',
  'rings.get',
  'rings.move',
  'rings.drift',
  'rings.layout',
  'rings.setLayout',
  'rings.importLayout',
  'schedule.get',
  'schedule.set',
  'messages.get',
  'messages.set',
  'messages.setContact',
  'messages.person',
  'notes.get',
  'notes.save',
  'safety.get',
  'safety.rehearse',
  'safety.confirm',
  'safety.exportKit',
  'review.get',
  'review.approve',
  'export.run',
  'rollout.get',
  'rollout.prepare',
  'rollout.start',
  'rollout.stop',
  'rollout.stopTargets',
  'rollout.rollBack',
  'rollout.settle',
  'rollout.hold',
  'rollout.confirm',
  'rollout.checkPreflight',
  'finish.get',
  'activity.list',
  'thinking.cancel',
] as const satisfies readonly CallName[];

export const eventNames = [
  'app.changed',
  'connect.changed',
  'read.changed',
  'thinking.changed',
  'rollout.changed',
  'app.command',
] as const satisfies readonly EventName[];

/** Channel of a call and of an event, as Electron sees it. */
export function callChannel(name: string): string {
  return `causeway:call:${name}`;
}

export function eventChannel(name: string): string {
  return `causeway:event:${name}`;
}
