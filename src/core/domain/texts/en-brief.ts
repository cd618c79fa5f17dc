/** What agents read first of a case: why the bot stopped, what was looked for, what to do next. */
export const EN_BRIEF = {
  'brief.first-contact': 'First contact in this conversation.',
  'brief.before': 'Before this, messages by the customer: {asked}, answers by the bot: {answered}.',
  'brief.resolved': '{agent} resolved an earlier handoff.',
  'brief.returned': '{agent} returned an earlier handoff.',
  'brief.next.user_request': 'Greet the customer and take over; they asked for a person.',
  'brief.next.model_unavailable': 'Answer the open question; the bot could not.',
  'brief.next.turn_failed': 'Answer the open question; the bot failed on it repeatedly.',
  'brief.next.unsupported': 'Check whether this is something we can help with.',
  'brief.next.agent_takeover': 'Continue the conversation.',
  'brief.asked-person': 'The customer asked for a person.',
  'brief.not-helpful': 'An answer did not help, and the customer asked for a person.',
  'brief.no-answer': '{mind} gave no answer ({problem}).',
  'brief.never-ended': 'The turn was started {times} times and never ended.',
  'brief.outside-again': 'The customer asked again for something outside the scope.',
  'brief.taken-over': '{agent} took the conversation from the bot.',
  'brief.too-many':
    'More questions at once than the bot answers alone; the draft has what was found.',
  'brief.nothing-shared': 'No passage shares a telling word with the question.',
  'brief.too-little-shared':
    "The nearest passage has only {percent} % of the question's telling words.",
  'brief.asks-nothing': 'The message asks nothing the articles could answer.',
  'brief.found-nowhere': 'Looked for {words}; no article has any of it.',
  'brief.found-too-little':
    'Looked for {words}; the nearest article, "{article}", says too little of it.',
  'brief.found-without':
    'Looked for {words}; the nearest article, "{article}", says nothing about {missing}.',
  'brief.write-article': 'Answer from your own knowledge, and consider an article about {words}.',
  'brief.check-article':
    'Answer from your own knowledge, and consider an article about {words}. Check "{article}" first.',
  'brief.uncited': 'Claude answered twice without naming a passage that says so.',
  'brief.next.uncited': 'Look at the passages found, and answer what they do not say yourself.',
  'brief.cut-off': 'The answer became longer than it may be and was cut off.',
  'brief.context-full': 'The conversation became longer than Claude can read at once.',
  'brief.declined': 'Claude declined to answer for its safety rules ({rules}).',
  'brief.draft-cut': 'The draft reply ends where the answer was cut off.',
  'brief.next.declined': 'Read what the customer wrote and decide how to answer.',
  'brief.next.finish-draft': 'Check and finish the draft reply.',
  'brief.quoted': '"{word}"',
  'brief.this': 'this',
  'brief.the-message': 'the message',
} as const;
