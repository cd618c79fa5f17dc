/** What agents are told of a refusal, by its code: the sentences of `errors.ts`, which programs and operators read. */
export const EN_DESK_ERRORS = {
  'desk.error.message.too-long': 'The message is too long. Shorten it and send it again.',
  'desk.error.message.empty': 'The message has no text.',
  'desk.error.message.not-yours': 'Only replies of your own can be changed.',
  'desk.error.message.unheard': 'What this takes back is not on record yet. Send it again shortly.',
  'desk.error.message.not-failed': 'This message has not failed.',
  'desk.error.file.refused': 'This file is not taken.',
  'desk.error.file.unknown':
    'There is no such file in this conversation any more. Upload it again.',
  'desk.error.file.off': 'Files are not taken here.',
  'desk.error.rate.limited': 'Too many messages. Wait a moment and send it again.',
  'desk.error.store.unavailable': 'The message could not be recorded. Send it again.',
  'desk.error.stopping': 'This server is stopping. Reconnect and send it again.',
  'desk.error.desk.unauthorized': 'A valid agent token is needed.',
  'desk.error.sign-in.refused':
    'Signing in without a token is not allowed here. Use an agent token.',
  'desk.error.request.too-large': 'The request is too large. Send it in several parts.',
  'desk.error.not-found': 'There is no such thing here.',
  'desk.error.handoff.unknown': 'There is no such handoff.',
  'desk.error.handoff.taken': 'Somebody else has this handoff.',
  'desk.error.handoff.not-claimed': 'Claim this handoff first.',
  'desk.error.handoff.own': 'This is your own conversation, so a colleague has to take care of it.',
  'desk.error.handoff.not-filed': 'This handoff is still being closed. Try again in a moment.',
  'desk.error.handoff.not-closed': 'This handoff is not closed yet.',
  'desk.error.handoff.no-approval': 'Nothing waits for an approval here.',
  'desk.error.handoff.action-under-way':
    'Something is being done in this case. Close it once you see how it ended.',
  'desk.error.conversation.not-bot': 'A person is already asked for or has this conversation.',
  'desk.error.lane.full': 'Earlier replies are still on their way. Send it again shortly.',
} as const;
