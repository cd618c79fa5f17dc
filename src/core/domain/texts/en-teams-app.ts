/** What the app says of itself where people find it in Microsoft Teams. The first one is of 80 characters at most. */
export const EN_TEAMS_APP = {
  'teams.app.short': 'Answers your questions, and brings in a person when you want one.',
  'teams.app.full':
    '{bot} answers questions to {tenant}: in a personal chat, or where it is mentioned in a group chat or a channel. When it cannot help, or when you ask for a person, a person takes over and sees what has been said.',
  'teams.app.prompt': 'A question to {tenant}',
} as const;
