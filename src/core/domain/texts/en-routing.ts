/** What a card says of a handoff that signs of frustration or a team's own rule brought about. */
export const EN_ROUTING = {
  'brief.seems-person': 'The customer seems to want a person, without saying so outright.',
  'brief.pattern': 'The customer wrote “{pattern}”, which by the settings goes to a person.',
  'brief.frustrated': 'Signs of frustration: {signs}.',
  'brief.sign.repetition': 'asks nearly the same again',
  'brief.sign.not-helpful': 'says that an answer did not help',
  'brief.sign.capitals': 'writes in capitals',
  'brief.sign.insult': 'uses harsh words',
  'brief.sign.complaint': 'complains about this conversation or the service',
  'brief.sign.low-rating': 'gave a low rating',
  'brief.sign.falling-rating': 'gave a lower rating than before',
  'brief.sign.earlier': 'was unhappy earlier in this conversation',
  'brief.rule': 'A rule for “{title}”: {what}.',
  'brief.rule.topics': 'it is about “{topic}”',
  'brief.rule.amount': '{amount} is more than {limit}',
  'brief.rule.account': '{name} is {value}',
  'brief.rule.confidence': 'the bot was {sure} % sure, less than {limit} %',
} as const;
