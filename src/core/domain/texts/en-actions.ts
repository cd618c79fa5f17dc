/** What is said while something is done for a customer: to the customer, and on the card (`action.card`, `action.trouble`). */
export const EN_ACTIONS = {
  'action.ask': 'For the {action} I need one thing: {parameter}?',
  'action.ask-again': 'I could not use that: it {problem}. {question}',
  'action.not-understood': 'I could not read that. {question}',
  'action.confirm': 'Shall I go ahead with the {action}?',
  'action.yes': 'Yes, go ahead',
  'action.no': 'No',
  'action.cancelled': 'All right, I have left it: nothing was done about the {action}.',
  'action.reminder': 'Now back to the {action}. {question}',
  'action.not-allowed':
    'The {action} is something I can only do for whoever this conversation belongs to, and nothing was done.',
  'action.not-known':
    'For the {action} I have to be sure who you are, and here I cannot be. Please sign in and write again, or talk to a person.',
  'action.not-entitled':
    'The {action} is not something I can do for this account. A person can tell you more.',
  'action.for-another':
    'That is for {customer} to answer, who asked for the {action}. Nothing was done or stopped.',
  'action.button-over': 'This question cannot be answered by a button any more.',
  'action.under-way': 'I am still busy with the {action}. Let us finish that first.',
  'action.approving':
    'Thank you. A colleague has to approve the {action} before it is done. I have passed it on, and you will hear here how it goes.',
  'action.done': 'Done: {action}.',
  'action.failed':
    'That did not work: the {action} was not done. A colleague will take over and answer you right here.',
  'action.failed-told': 'That did not work: the {action} was not done.',
  'action.unknown':
    'I cannot tell whether the {action} went through, so I will not try it again. A colleague will find out and answer you right here.',
  'action.unknown-told':
    'I cannot tell whether the {action} went through, so it is not tried again by itself.',
  'action.late': 'The {action} has turned out well after all: {text}',
  'action.rejected':
    'A colleague has looked at it and did not approve the {action}; nothing was done.',
  'action.expired':
    'Nobody got round to approving the {action} in time, so nothing was done. If you still want it, just write again.',
  'action.closed':
    'The {action} was not decided on, so nothing was done. If you still want it, just write again.',
  'action.card.closed': 'Not done; the case was closed without a decision.',
  'action.card.collecting': 'Begun, not done. The bot has: {values}',
  'action.card.confirming': 'Not done. The customer was asked to confirm: {values}',
  'action.card.approving': 'Not done. It waits for an approval: {values}',
  'action.card.running': 'Under way since {time}; how it ended is not known yet. {values}',
  'action.card.nothing-yet': 'nothing yet',
  'action.card.stopped': 'Not done; stopped on the way to a person. The bot had: {values}',
  'action.card.cancelled': 'Not done; the customer did not want it any more.',
  'action.card.rejected': 'Not done; {agent} did not approve it.',
  'action.card.expired': 'Not done; nobody approved it in time.',
  'action.card.failed': 'Not done. {trouble}',
  'action.card.unknown':
    'It is NOT KNOWN whether this was done; it is not tried again. {trouble} Asked at {time}, reference {key}, with {values}.',
  'action.card.useless':
    'For the {action} the customer was asked {count} times for: {parameter}. No answer could be used.',
  'action.next.failed': 'Do it by hand, or tell the customer why not: {action}.',
  'action.next.unknown':
    'Find out whether it was done, and only then do it by hand or tell the customer: {action}.',
  'action.card.needs-approval': 'An agent has to approve every {action}.',
  'action.card.approve-why':
    'The customer has confirmed this; it is only done once it is approved.',
  'action.desk.ended': '{action}: {text}',
  'action.desk.late': '{action}: its outcome is known now. {text}',
  'action.trouble.unreachable': 'The other system could not be reached.',
  'action.trouble.private-address':
    'The address of the other system is not one that may be called.',
  'action.trouble.refused': 'The other system refused it ({detail}).',
  'action.trouble.busy': 'The other system was too busy ({detail}).',
  'action.trouble.server-error': 'The other system had a problem of its own ({detail}).',
  'action.trouble.redirect': 'The other system pointed elsewhere, which is not followed.',
  'action.trouble.accepted':
    'The other system took it on and has not said how it ended ({detail}).',
  'action.trouble.bad-answer': 'The other system answered with something that cannot be read.',
  'action.trouble.timeout': 'The other system did not answer in time.',
  'action.trouble.broken-off': 'The connection broke off before an answer came.',
  'action.trouble.process-ended': 'The gateway was stopped in the middle of it.',
  'action.trouble.not-configured': 'It is not in the configuration any more.',

  // Each goes on after "it".
  'action.problem.missing': 'is still needed',
  'action.problem.unknown': 'is nothing I need here',
  'action.problem.unfitting': 'does not go together with the rest',
  'action.problem.text': 'has to be a text',
  'action.problem.number': 'has to be a number',
  'action.problem.whole-number': 'has to be a whole number',
  'action.problem.yes-or-no': 'has to be yes or no',
  'action.problem.choice': 'has to be one of: {choices}',
  'action.problem.form': 'does not have the right form',
  'action.problem.date': 'has to be a date such as 2026-12-24',
  'action.problem.email': 'has to be an email address',
  'action.problem.uri': 'has to be a web address such as https://shop.example/page',
  'action.problem.uuid': 'has to be a reference of the form 123e4567-e89b-12d3-a456-426614174000',
  'action.problem.too-short': 'needs at least {limit} characters',
  'action.problem.too-long': 'may have at most {limit} characters',
  'action.problem.too-small': 'has to be {limit} or more',
  'action.problem.too-large': 'has to be {limit} or less',
  'action.problem.not-above': 'has to be more than {limit}',
  'action.problem.not-below': 'has to be less than {limit}',
  'action.problem.no-multiple': 'has to be a multiple of {limit}',

  'action.order-status.preparing':
    'Order {order} of our demo shop is being packed and leaves the warehouse tomorrow.',
  'action.order-status.on-its-way':
    'Order {order} of our demo shop is on its way and is expected within two days.',
  'action.order-status.delivered': 'Order {order} of our demo shop was delivered three days ago.',
  'action.order-status.unknown':
    'There is no order {order} in our demo shop. It has only these samples: {samples}.',
} as const;
