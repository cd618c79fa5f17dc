/** What agents read at a desk in Slack. Part of the catalogue in `en.ts`; marks as there. */
export const EN_SLACK_DESK = {
  'slack.desk.intro': 'What was said shortly before:',
  'slack.desk.edited': '(edited)',
  'slack.desk.open-thread': 'Open the thread',
  'slack.desk.escalated': 'Nobody has claimed a handoff in {room} yet. {link}',
  'slack.desk.offline':
    'The customer is offline. What you write will be delivered when they return.',
  'slack.desk.held-back': 'Not sent to the customer: {agent} has this handoff.',
  'slack.desk.held-back.open': 'Not sent to the customer.',
  'slack.desk.send': 'Send to the customer',
  'slack.desk.send.who': 'Only who wrote this, or who has the handoff, can send it.',
  'slack.desk.sent-by': 'Sent to the customer by {agent}.',
  'slack.desk.sent-already': 'These words cannot be sent: they are not there any more.',
  'slack.desk.sent-before': 'This was sent to the customer already. It was not sent again.',
  'slack.desk.not-taken':
    'What you wrote or changed here at {time} could not be taken in, so the customer sees nothing of it. Please do it again.',
  'slack.desk.not-taken-back':
    'What you deleted here at {time} could not be taken back, so the customer may still see it.',
  'slack.desk.files': 'Files: {files}',
  'slack.desk.files-not-sent': 'Not sent to the customer: {files}',
  'slack.desk.files-stay':
    'The customer still has {files}. Delete the whole message to take it back.',
  'slack.desk.files-taken-back': 'File taken back: {files}',
  'slack.desk.note-changed': 'Whoever wrote these words has changed them since.',
  'slack.desk.note-gone': 'Whoever wrote these words has deleted them since.',
  'slack.desk.not-sent-changed':
    'Nothing was sent: whoever wrote these words has changed them since.',
  'slack.desk.not-sent-gone': 'Nothing was sent: whoever wrote these words has deleted them since.',
  'slack.desk.taken': '{agent} already has this handoff, since {time}.',
  'slack.desk.taken.now': '{agent} already has this handoff.',
  'slack.desk.not-claimed': 'Claim this handoff first.',
  'slack.desk.closed': 'This case is closed. Nothing was sent.',
  'slack.desk.closed-by': 'This case was closed by {agent}. Nothing was sent.',
  'slack.desk.closed-edit':
    'This case is closed: the customer still sees the earlier words. Delete yours to take them back.',
  'slack.desk.own': 'This is your own conversation. A colleague has to take care of it.',
  'slack.desk.full':
    'Nothing was sent: earlier replies are still on their way. Send it again shortly.',
  'slack.desk.try-again': 'That did not work just now. Please try again.',
  'slack.desk.problem': 'That is not possible: {problem}',
  'slack.desk.edit-note': 'A note stays a note: these words were not sent to the customer.',
  'slack.desk.edit-mark':
    'The customer still sees the earlier words: a reply cannot become a note. Delete it to take it back.',
  'slack.desk.edit-unmarked':
    'The customer still sees the earlier words: what replaces a reply has to begin with {mark}, too.',
  'slack.desk.not-changed': 'This cannot be changed for the customer any more.',
  'slack.desk.action-under-way':
    'Something is being done in this case. Close it once you see here how it ended.',
  'slack.desk.nothing-to-approve': 'Nothing waits for an approval here any more.',
  'slack.desk.thanks': 'Thank you, that is noted.',
  'slack.desk.refused.bot': 'Apps cannot act on handoffs.',
  'slack.desk.refused.guest': 'Guests cannot act on handoffs. Nothing was sent or changed.',
  'slack.desk.refused.stranger':
    'Only members of this workspace can act on handoffs. Nothing was sent or changed.',
  'slack.desk.refused.gone': 'This account cannot act on handoffs. Nothing was sent or changed.',
  'slack.desk.refused.outsider':
    'Only members of the desk\u2019s channel can act on handoffs. Nothing was sent or changed.',
  'slack.desk.refused.not-in-group':
    'Only members of the desk\u2019s user group can act on handoffs. Nothing was sent or changed.',
  'slack.desk.transcript': 'Transcript',
  'slack.desk.transcript.empty': 'Nothing was said yet.',
  'slack.desk.transcript.older': 'Older',
  'slack.desk.transcript.newer': 'Newer',
  'slack.desk.transcript.close': 'Close',
  'slack.desk.return': 'Return to bot',
  'slack.desk.return.note': 'What should the bot know? The customer does not see it.',
  'slack.desk.return.submit': 'Return',
  'slack.desk.return.cancel': 'Cancel',
  'slack.desk.none-here': 'No desk is set up in this workspace, so there are no handoffs to list.',
  'slack.desk.list.waiting': 'Waiting:',
  'slack.desk.list.mine': 'Yours:',
  'slack.desk.list.none-waiting': 'Nobody is waiting.',
  'slack.desk.list.none-mine': 'You have no open handoffs.',
  'slack.desk.list.line': '{customer}: {intent} (since {time})',
  'slack.desk.list.more': 'There are more than are listed.',
} as const;
