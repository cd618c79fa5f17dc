/** What is said in Microsoft Teams: to customers, and of what Teams refused. */
export const EN_TEAMS = {
  'teams.sources': 'Sources:',
  'teams.chosen': '{name} chose: {choice}',
  'teams.corrected': 'Correction of an earlier message:',
  'teams.taken-back': 'An earlier message was taken back. Please disregard it.',
  'teams.error.not-there':
    'The bot is not in this Teams chat any more. The customer has to add the app again.',
  'teams.error.blocked': 'The customer has blocked the bot in Teams.',
  'teams.error.disabled': 'An administrator has turned the bot off in Teams.',
  'teams.error.forbidden': 'Teams does not let the bot do this ({error}).',
  'teams.error.room-gone': 'Teams does not know this chat any more.',
  'teams.error.message-gone': 'The message is not there any more in Teams.',
  'teams.error.token':
    'Teams refuses the credentials of the bot. They have to be mended in the configuration.',
  'teams.error.host': 'This Teams chat is served elsewhere ({error}).',
  'teams.error.address': 'It is not known where in Teams this conversation is.',
  'teams.error.too-long': 'The message is too long for Teams.',
  'teams.error.refused': 'Teams did not accept the message ({error}).',
  'teams.error.busy': 'Teams asks to wait: too many messages.',
  'teams.error.down': 'Teams has a problem of its own ({error}).',
  'teams.error.network': 'Teams cannot be reached.',
  'teams.error.file': 'A file that was sent along cannot be read just now.',
  'teams.error.unknown': 'Teams answered with a problem we do not know ({error}).',
} as const;
