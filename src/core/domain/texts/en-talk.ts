/** What customers read in their conversation. Part of the catalogue in `en.ts`. */
export const EN_TALK = {
  'handoff.opened': 'I am passing this to a colleague who will answer you right here.',
  'handoff.failed':
    'Something went wrong on our side. A colleague will take over and answer you right here.',
  'handoff.returned': 'You are talking with {bot} again.',
  'handoff.resolved':
    '{agent} has marked this as solved. If there is anything else, just write again.',
  'scope.note':
    'I can help with questions about {tenant}: orders, deliveries, returns, payments and the like. What would you like to know?',
  'rating.ask': 'How was this for you?',
  'rating.thanks': 'Thank you for telling us.',
  'rating.1': 'Very bad',
  'rating.2': 'Bad',
  'rating.3': 'Fair',
  'rating.4': 'Good',
  'rating.5': 'Very good',
  'feedback.helpful': 'Helpful',
  'feedback.not-helpful': 'Not helpful',
  'feedback.person': 'Talk to a person',
  'feedback.thanks': '{name} chose: {choice}. Thank you for telling us.',
  'feedback.not-yours': 'Only those who talk with me here can say whether this helped.',

  'memory.condensed':
    'We have talked about a lot, so I now keep only the key facts of the older part. If I seem to have forgotten something, just tell me again.',
  'memory.afresh':
    'This has become a long conversation. If you want to begin something new, write "start over" and I will put what we talked about aside.',
  'memory.started-over':
    'All right, we start afresh: I have put what we talked about aside. How can I help you?',

  'bot.hello': "Hello! I'm {bot}, the assistant of {tenant}. How can I help you?",
  'bot.hello-named': "Hello {name}! I'm {bot}, the assistant of {tenant}. How can I help you?",
  'bot.hello-again': 'Hello again. How can I help you?',
  'bot.hello-again-named': 'Hello again, {name}. How can I help you?',
  'bot.welcome-back': 'Welcome back! We last talked on {day}.',
  'bot.welcome-back-named': 'Welcome back, {name}! We last talked on {day}.',
  'bot.how-help': 'How can I help you?',
  'bot.on-record': 'I still have on record: "{words}"',
  'bot.thanks': "You're welcome! If anything else comes up, just write here.",
  'bot.bye': 'Goodbye, and have a nice day!',
  'bot.glad': 'Good to hear. If anything else comes up, just write here.',
  'bot.noted': 'Thank you, I have noted that. What can I help you with?',
  'bot.help': 'Of course. What is it about?',
  'bot.told': '{agent} told you on {day}: "{words}"',
  'bot.resolved': '{agent} marked this as resolved on {day}.',
  'bot.returned': '{agent} handed the conversation back to me on {day}.',
  'bot.expired': '{agent} closed the case on {day} because nothing more was heard.',
  'bot.talk-with': 'Your talk with {agent}',
  'bot.you-wrote': 'You wrote on {day}: "{words}"',
  'bot.they-wrote': '{name} wrote on {day}: "{words}"',
  'bot.was-said': 'On {day} this was said here: "{words}"',
  'bot.said-before': 'What was said here before',
} as const;
