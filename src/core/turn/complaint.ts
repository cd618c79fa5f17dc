/**
 * A complaint to be taken, something urgent, or this talk given up: a person should look, whatever the matter is.
 * Matched on `plain` lines.
 */
const COMPLAINTS: readonly RegExp[] = [
  /\b(?:want|need|like|wish|going|wanna|how|where|can i|let me|have)(?: to| can i| do i| i)* (?:make|file|raise|lodge|submit|register|log|put in|place)? ?(?:a |an |my |another )?(?:formal |official |serious )?(?:complain|complaint|grievance)s?\b/,
  /\b(?:this|the|our|your) (?:conversation|chat|discussion|talk|bot) (?:is|isnt|does|doesnt|has|makes|goes)(?: just| really| simply)? (?:not |no |a |going |leading |getting |so |pointless|useless|nowhere|helping|working|terrible|frustrating)/,
  /\b(?:this|it|you|talking to you|so|really|very|extremely) (?:is |are |s )?(?:so |really |very |extremely |just |quite )*(?:frustrating|infuriating|annoying|exasperating)\b/,
  /\b(?:wast(?:e|ing)) (?:of )?(?:my|our) time\b/,
  /\b(?:urgent|immediate|emergency) (?:help|assistance|attention|resolution|support|action|response|solution|fix)\b/,
  /^(?:this |it |its |is |s |an |a |very |extremely |really |so )*(?:urgent|emergency|critical)(?: matter| issue| please| situation)?$/,
  /\b(?:pathetic|terrible|horrible|awful|worst|useless|poor|bad|disgusting|rubbish|shit|shitty|crap|third class|lousy) (?:customer |delivery |client )?(?:service|support|care|company|bot|app experience|experience|app)s?\b/,
  /\b(?:you|u|ur|you guys|you people|you all|youre|company|this) (?:guys |people |all |are |r |is |re |a |an |such |so |totally |all )*(?:fraud|frauds|cheat|cheats|cheaters|cheating|scam|scammers|thieves|crooks|liars|useless|stupid|idiots?|pathetic|dumb|fake)\b(?! (?:transaction|charge|payment|purchase))/,
  /\b(?:no ?(?:one|body)|nobody) (?:is |ever |even )?(?:answer|answering|answers|responding|responds|replying|replies|helping|helps|pick|picks|picking)(?: up)?\b/,
  /\b(?:is |if )?(?:there |ther )?(?:anyone|anybody|someone|somebody) (?:there|here|available)(?: there| here| at all| please| pls| right now| now| today| to (?:help|answer|talk|respond|reply))*(?: me| us| to me)?$/,
  /\b(?:fed up|sick and tired|had enough|lost my patience|losing my patience|losing patience|i give up|giving up on (?:you|this))\b/,
  /\b(?:this is|its|that is|thats|what a|so|totally|absolutely|completely) (?:a |an )?(?:ridiculous|unacceptable|outrageous|disgrace|disgraceful|nonsense|bullshit|joke|nightmare|scam|rip off)\b/,
  /\b(?:you|u|bot|this|it|that|answer|answers) (?:are |r |is |was |were |s |did |do |does |didnt |dont |doesnt |isnt |arent |wasnt |not |really |even |at all )*(?:not help|no help|not helpful|not helping|useless|unhelpful|not understand|dont understand me|didnt help|doesnt help|isnt helping|isnt helpful|arent helping|not answering|not listening)\b/,
  /\b(?:you|u) (?:are |r |just |still |re )*(?:keep|keeps|kept) (?:repeating|saying|asking|sending|giving)\b|\bsame (?:answer|question|thing|reply|response)s? (?:again|over|every)\b/,
  /\b(?:consumer (?:court|forum|protection)|legal action|my lawyer|ombudsman|sue you|go to court|report you)\b/,
  /\b(?:very|so|really|extremely|deeply) (?:disappointed|dissatisfied|unhappy|upset|angry|annoyed|frustrated)\b|\b(?:i am|im|i m) (?:just |getting )*(?:frustrated|angry|furious|annoyed|disappointed)\b/,
  /\b(?:no|not any|without any|never (?:get|got|any)|waiting for(?: a| your)?) (?:reply|response|answer|revert) (?:from|yet|since|for)\b/,
  /^(?:hello |hey |hi |please |can |could |will )*(?:anyone|anybody|someone|somebody)(?: please)? (?:help|assist|respond|reply|answer)(?: me| us)?(?: please| here| pls| now)*$/,
  /^(?:i |we |please |pls |just |really )*(?:need|want|require|get me)(?: an| some| your)? (?:help|assistance|support)(?: immediately| urgently| asap| right now| at once)+$/,
];

/** A longer line tells what it is about, and is worked on for that: an angry report of a declined card is a report. */
const WORDS_MAX = 10;

/** Whether a plain line only complains, presses, or gives up on this talk. One such line is a signal, no decision yet. */
export function complains(line: string): boolean {
  return line.split(' ').length <= WORDS_MAX && COMPLAINTS.some((one) => one.test(line));
}
