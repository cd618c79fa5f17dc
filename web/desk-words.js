/** Why a conversation came to the desk, as agents say it. */
const REASONS = {
  policy_risk: 'A policy may be at risk',
  missing_evidence: 'The bot found no answer',
  frustrated_user: 'The customer is frustrated',
  high_value_action: 'Something valuable is to be done',
  user_request: 'The customer asked for a person',
  unsupported: 'Outside what the bot does',
  model_unavailable: 'The model gave no answer',
  budget_exhausted: 'The budget is used up',
  action_failed: 'An action failed',
  turn_limit: 'The conversation went on too long',
  turn_failed: 'The bot failed on it repeatedly',
  agent_takeover: 'Taken over by an agent',
};

export function reasonWords(reason) {
  return REASONS[reason] ?? reason;
}

export function stateWords({ state, claimedBy }) {
  const by = claimedBy === null ? '' : ` by ${claimedBy.name}`;
  switch (state) {
    case 'open':
      return 'Waiting for an agent';
    case 'claimed':
      return `Claimed${by}`;
    case 'resolved':
      return `Resolved${by}`;
    case 'returned':
      return `Returned to the bot${by}`;
    default:
      return 'Closed: nothing more was heard of the customer';
  }
}

/** How long the customer has been waiting for a person, or had to. */
export function waitWords({ state, history, openedAtMs, closedAtMs }, nowMs) {
  if (state === 'open') {
    const since = history.findLast((step) => step.state === 'open')?.atMs ?? openedAtMs;
    return `Waiting for ${durationWords(nowMs - since)}`;
  }
  const claimedAtMs = history.find((step) => step.state === 'claimed')?.atMs;
  return `Waited ${durationWords((claimedAtMs ?? closedAtMs ?? nowMs) - openedAtMs)}`;
}

export function truthWords({ state, reason }) {
  switch (state) {
    case 'delivered':
      return '✓ Delivered';
    case 'waiting':
      return `Waiting: ${reason}`;
    case 'failed':
      return `Failed: ${reason}`;
    default:
      return 'Withdrawn, not sent';
  }
}

export function ownerWords({ owner, agent }) {
  if (owner === 'agent') return `${agent ?? 'An agent'} joined.`;
  return owner === 'waiting' ? 'The customer waits for a person.' : 'The bot answers again.';
}

function durationWords(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
