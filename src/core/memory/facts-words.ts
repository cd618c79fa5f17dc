/**
 * Words that are no part of a name in a support talk, although some of them are somebody's: a wrong name is worse than
 * a missing one. Weekdays and months are among them; so are the things people book, order and pay.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
  a about above abroad absolutely account across activate actually ad add additional adult adults advisor afraid
  after afternoon again against agent ago ah ahead ain't airport all allergic almost already alright also alter
  always am amazing an and another any anybody anyone anything anytime anyway anyways anywhere apologies app
  approximately april are area aren't around arrive arriving as ask at atm august available avenue aware away
  awesome back bag bank bar bathroom be because bed been before being beside besides between bill bills birthday
  bistro block book booked booking bot both boyfriend breakfast bring brother burger bus business but buy by bye
  cafe call called calling came can can't cancel cannot cant car card cars cash center central centre cents certain
  certainly change chat cheap check checkin checkout cheers child children chinese christmas cinema city clothes
  code colleague coming company computer concerned confirm confirmation confused contact cool correct correction
  correctly could couldn't couple course credit currently customer dad damn date dated daughter day days debit
  december definitely desk did didn't different dining dinner direct disable disappointed do does doesn't doing
  dollar dollars don't done dont double down dr drinks driver due during each earlier early east easy eat edit eh
  eight either electricity elevator eleven else email enable english entertainment er error eur euro european euros
  evening every everyone everything exactly excellent except excited existing expecting expensive explain family
  fantastic father february few fiance figure find fine first five flight food for four free freeze french friday
  friend friends from frustrated fuel full fully further garden gas gbp gentleman get getting girlfriend give glad
  go going gone gonna good goodbye got gotta great green grill groceries group guest guests guy guys gym had half
  hall happy has hasn't have haven't having he hello help her here herself hes hey hi hill him himself his hmm hold
  holiday hotel hour hours house how human hungry husband i i'd i'll i'm i've id if ill im important in include
  including indeed indian information inside instead insurance interested internet into invoice is isn't issue it
  it's italian item items its itself ive janes january july june just k keep key keys kids kind kindly king kitchen
  know lady laptop last late lately later least leave leaving let let's lets lift like likely listed little loan
  london look looking lost lot luggage lunch madam made make making man manager many march mate may maybe me meant
  meeting midday midnight might mine minus minute minutes miss mistake moderate modify mom monday money month months
  more morning mortgage most mother move mr mrs ms much mum must my myself nah name named near need needed
  neighborhood neighbourhood never new next nice night nights nine no nobody none noon nope north not nothing
  november now nowhere number october of off often oh ok okay old on once one online only open operator or order
  originally originated other others our ourselves out outdoors outside over overseas own paid parent parents park
  parking party patio pay payment people per perfect person phone pillow pin pizza placed please pls plus plz polish
  pool possible possibly postpone pound pounds previously probably problem product put question quite ready really
  reason receive recently refund regarding registered rent repeat replace representative reschedule resend
  reservation reserve reserved restaurant right road robot room rooms roughly running said salary same saturday
  savings say schedule search see self send sent september service set setup seven shall she shes shopping should
  should've shouldn't show shower since single sir sister site six so some somebody someone something sometime
  sometimes somewhere son sons soon sorry sounds south spa speak speaking square staff start station stay staying
  still stop street stuck student subscription subscriptions such sunday sure table take taxi tell ten terrace thai
  than thank thanks thankyou that that's thats the their them themselves then there there's these they theyre thing
  think this those thought three through thursday thx ticket time tired to today together tommorow tomorrow tonight
  too toward towards towel towels town train transaction transfer traveler travelling tried trip trying tuesday
  twelve twenty twin two ty uh um unable under unhappy unsure until up update updated upon urgent us usd use used
  usually vegan vegetarian very via visit wait waiting wanna want wanted wants was wasn't wasnt we website wednesday
  week weekend weeks welcome well went were weren't west what whatever whats when where whether which while who
  whole why wife wifi will wish with without woman won't wondering wont work working would wouldn't write wrong ya
  yeah year years yep yes yesterday yet york you your youre yours yourself yup
   hai hola haha mm nop thnks byee indoors double single silly ridiculous stupid rubbish nonsense fuck fucking hell shit damned known keen cover within under address ssn
   rating seating sitting contactless cuisine reach join broken gonna probably supposed pending
  `
    .trim()
    .split(/\s+/),
);

/** Common words that are given names, too, when a family name follows: "August Berg". */
export const ALSO_GIVEN_NAMES: ReadonlySet<string> = new Set(
  'april may june august september january will bill king summer autumn sunny mark rich young'.split(
    ' ',
  ),
);
