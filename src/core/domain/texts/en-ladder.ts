/** What customers are told while the model is slow or away, and agents when it is not to be paid for. */
export const EN_LADDER = {
  'ladder.hold': 'One moment please, this takes a little longer than usual.',
  'ladder.later':
    'I cannot answer just now. Your message is not lost: I will answer it right here as soon as I can.',
  'brief.budget': 'The budget for answers by Claude is used up.',
} as const;
