/**
 * Kinds of words that tell what somebody wants whatever the trade is. The classifier sees the kind beside the word, so
 * that what it learns from a shop's examples also holds for a bank's customers.
 */
const KINDS: Readonly<Record<string, string>> = {
  negated: `not no never dont doesnt didnt cant cannot couldnt wont wouldnt isnt arent wasnt werent hasnt havent hadnt aint
    nothing nobody none neither without unable nor`,
  failed: `failed fails fail failing failure declined decline declining rejected refused denied blocked locked stuck pending
    delayed late overdue cancelled canceled reverted reversed returned disappeared vanished gone missing lost stolen stole
    broken broke damaged cracked faulty defective wrong incorrect mistake error errors bug crash crashes crashed crashing
    freezes frozen problem problems issue issues trouble troubles hacked fraud fraudulent unauthorised unauthorized unknown
    unrecognised unrecognized suspicious twice overcharged compromised swallowed disconnected down outage slow dead`,
  waiting: 'still yet waiting waited supposed expected already',
  wish: 'want wanna need like love wish please pls plz kindly require gonna let lets',
  asking: 'what whats which how when where why who whose whom wat hw wht',
  being: 'is are was were am be been does do did can could will would should may might',
  doing: `cancel change update book order buy purchase transfer send pay open close set setup activate deactivate freeze
    unfreeze replace reset redeem upgrade downgrade add remove delete switch move schedule reschedule withdraw deposit
    return exchange refund increase decrease raise lower stop start track check show give get make submit file renew
    extend reserve register enroll link verify edit modify correct terminate request place put turn apply view see
    download print provide issue arrange block unblock`,
  mine: 'my mine our me i im ive we us id ill myself',
  yours: 'you your yours u ur',
  anyones:
    'any anything anyone available allowed possible offer offers sell accept accepted include included cover',
  thanking: 'thanks thank thx thankyou ty cheers appreciate appreciated grateful thanku',
  meeting: 'hi hello hey hiya heya howdy morning evening afternoon greetings dear',
  leaving: 'bye goodbye farewell later cya night weekend',
  person: `human person agent representative operator manager supervisor someone somebody anyone staff employee advisor
    adviser executive specialist colleague people team rep consultant`,
  talking:
    'talk talking speak speaking chat call callback contact connect phone ring reach transferred telephone hotline helpline',
  machine: 'bot robot machine chatbot computer automated ai',
  upset: `useless stupid terrible awful pathetic worst bad poor ridiculous frustrating frustrated annoyed annoying angry
    disappointed complaint complain waste joke scam cheat cheaters thieves liar rubbish idiot dumb horrible disgusting shame`,
  rules: `policy policies terms hours cost costs price prices fee fees charge charges limit limits rate rates percentage
    maximum minimum warranty guarantee coverage eligible eligibility discount discounts offer promotion promotions
    difference options types benefits rules allowance size sizes color colour`,
  home: `weather song music movie film recipe cook dinner restaurant joke timer alarm reminder calendar meeting song
    playlist capital president spell translate definition meaning distance car engine oil tire tires gas battery light
    lights flip coin dice calories`,
};

const KIND_OF = new Map<string, string>(
  Object.entries(KINDS).flatMap(([kind, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, string] => [word, kind]),
  ),
);

/** The kind of a word in lower case without apostrophes; null for a word of no kind. */
export function kindOf(word: string): string | null {
  return KIND_OF.get(word) ?? null;
}
