/** What customers in Microsoft Teams are told about what they sent, and when the bot is new to them. */
export const EN_TEAMS_CUSTOMERS = {
  'teams.customer.welcome':
    'Hi, I am {bot}, the assistant of {tenant}. Ask me anything, or say that you want to talk to a person.',
  'teams.customer.welcome-mention': 'Please mention me with your question.',
  'teams.customer.welcome-examples': 'For example:',
  'teams.customer.too-long':
    'Your message is too long for me: {max} characters at most. Please send it in shorter ones.',
  'teams.customer.empty': 'How can I help? Please mention me together with your question.',
  'teams.customer.unreadable':
    'I cannot read that. Please write me your question, or send a picture or a file.',
  'teams.customer.not-taken': 'I could not take this message. Please write it in other words.',
  'teams.customer.full':
    'Too much is waiting here at the moment, so I could not take your message. Please send it again in a few minutes.',
  'teams.customer.not-here': 'I do not take questions here.',
  'teams.customer.choice-gone': 'This question cannot be answered by a button any more.',
} as const;
