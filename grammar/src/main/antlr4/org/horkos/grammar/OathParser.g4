/*
 * The grammar of Oath: statements led by a keyword, braces for blocks, strictly LL(1). The rules that
 * end in "Block" hold statements; the reader resumes at the next statement of a block after a slip.
 */
parser grammar OathParser;

options {
  tokenVocab = OathLexer;
}

text: heading declaration* EOF;

heading: (AGREEMENT | LIBRARY) title VERSION NUMBER STRING?;

title: TITLE | SYMBOL;

declaration
  : importDeclaration
  | tokenDeclaration
  | parameterDeclaration
  | partyDeclaration
  | attestorDeclaration
  | fundedDeclaration
  | panelDeclaration
  | courtDeclaration
  | contestDeclaration
  | calendarDeclaration
  | templateDeclaration
  | deliverableDeclaration
  | everyDeclaration
  | let
  | scenarioDeclaration
  ;

importDeclaration: IMPORT STRING HASH;
tokenDeclaration: TOKEN SYMBOL DECIMALS NUMBER;
parameterDeclaration: PARAMETER NAME COLON bound DOTS bound SYMBOL?;
partyDeclaration: PARTY NAME (OPEN FOR duration (SEATS NUMBER)?)?;
attestorDeclaration: ATTESTOR NAME;
fundedDeclaration: FUNDED WITHIN duration;
panelDeclaration: PANEL NAME SEATS NUMBER quorum+;
quorum: NEEDS NUMBER (WHEN expression)?;
let: LET NAME EQUALS amount;

courtDeclaration: COURT NAME courtBlock;
courtBlock: LBRACE (courtClause COMMA?)* RBRACE;
courtClause
  : DRAWS NUMBER # draws
  | EVIDENCE duration # evidence
  | COMMIT duration # commit
  | REVEAL duration # reveal
  | APPEAL duration AT MOST NUMBER times # appeal
  | LOSER FORFEITS PERCENT OF BOND LBRACE share (COMMA share)* RBRACE # forfeits
  ;
times: TIME | TIMES;
share: (WINNER | COURT | BURN) PERCENT;

contestDeclaration: CONTEST NAME contestBlock;
contestBlock: LBRACE contestClause* RBRACE;
contestClause: PAYS amount FROM NAME (AND amount FROM NAME)* | PLACE NUMBER PERCENT | SHARES;

calendarDeclaration: CALENDAR NAME calendarBlock;
calendarBlock: LBRACE calendarClause* RBRACE;
calendarClause
  : OFFSET MINUS? NUMBER unit # offset
  | WEEKEND NAME (AND NAME)* # weekend
  | HOLIDAYS DATE (COMMA DATE)* # holidays
  | UNTIL DATE # until
  ;

templateDeclaration: TEMPLATE NAME (LPAREN NAME (COMMA NAME)* RPAREN)? clauseBlock;

deliverableDeclaration: DELIVERABLE deliverableHead clauseBlock;
deliverableHead: NAME BY EACH? NAME (AFTER NAME)? likeness? series?;
likeness: LIKE NAME (LPAREN amount (COMMA amount)* RPAREN)?;
series: NUMBER TIMES EVERY (duration | MONTH);
everyDeclaration: EVERY DELIVERABLE clauseBlock;
clauseBlock: LBRACE clause* RBRACE;

clause
  : paysClause
  | owesClause
  | bondClause
  | dueClause
  | factClause
  | decisionClause
  | let
  | requireClause
  | awardClause
  | ranksClause
  | penaltyClause
  | challengeClause
  | deliverClause
  | excuseClause
  | missedClause
  | failedClause
  | allowClause
  | recordsClause
  ;

paysClause: PAYS amount FROM NAME (AND amount FROM NAME)*;
owesClause: OWES amount TO who (WHEN expression)?;
bondClause: BOND amount BY who;
dueClause: DUE moment (COMMA GRACE duration)? (MEASURED BY NAME)?;
factClause: FACT NAME STRING? COLON domain source?;
decisionClause: DECISION NAME COLON domain source;
requireClause: REQUIRE STRING expression;
awardClause: AWARD amount (WHEN expression)?;
ranksClause: RANKS amount IN NAME;
penaltyClause: PENALTY STRING GIVES who amount (FROM pot)? (PER (STARTED period LATE | FULL period EARLY))? (COMMA AT MOST amount)? (WHEN expression)?;
period: unit | duration;
challengeClause: CHALLENGE WITHIN duration COMMA JUDGED BY NAME;
deliverClause: DELIVER (AT MOST NUMBER times | BY ITSELF);
excuseClause: EXCUSE AT MOST duration;
missedClause: MISSED moment consequence;
failedClause: FAILED consequence;
allowClause: ALLOW who TO END moment;
recordsClause: RECORDS STRING OF who amount (WHEN expression)?;

source: BY NAME WITHIN duration COMMA SILENCE MEANS (value | AS CLAIMED) (COMMA ASKED WHEN expression)?;
consequence: (GIVES who amount (COMMA further)* | CARRIES OVER | ENDS ALL)?;
further: who amount | ENDS ALL;

bound: NUMBER | DATE;
domain: range | choices | DOCUMENT | TIME | PERCENTAGE;
range: bound DOTS (bound (SYMBOL | unit)? | NAME);
choices: option (PIPE option)*;
option: NAME | SYMBOL | TITLE;
value: MINUS? NUMBER (SYMBOL | unit)? | PERCENT | option | STRING | DATE | AT moment;
who: NAME | PERFORMER | PAYER;
pot: PAY | AWARD | who (DOT BOND)?;
duration: NUMBER (unit | BUSINESS (DAY | DAYS) (IN NAME)?);
unit: DAY | DAYS | HOUR | HOURS;
moment: duration AFTER event | event | DATE;
event: START | DUE | NAME (DOT DUE | JOINS)?;

amount: product ((PLUS | MINUS) product)*;
product: power ((STAR | SLASH) power)*;
power: factor (CARET factor)?;
factor
  : NUMBER (SYMBOL | unit)? # number
  | PERCENT (OF factor)? # percentOf
  | pot # potFactor
  | SYMBOL # symbol
  | TITLE # symbol
  | DATE # date
  | EARLY # early
  | MINUS factor # negative
  | (LESSER | GREATER) OF factor AND factor # lesserOrGreater
  | LPAREN expression RPAREN # parenthesized
  ;

expression: conjunction (OR conjunction)*;
conjunction: negation (AND negation)*;
negation: NOT negation | comparison;
comparison: (amount | LATE) comparator?;
comparator: IS NOT? amount | AT (LEAST | MOST) amount | ABOVE amount | BELOW amount;

scenarioDeclaration: SCENARIO STRING stepBlock;
stepBlock: LBRACE step* RBRACE;
step
  : GIVEN setting (COMMA setting)* # given
  | WAIT duration # wait
  | EXPECT expectation (COMMA expectation)* # expect
  | COURT FINDS NAME facts placed # finds
  | NAME action placed # act
  ;
setting: (NAME | START) EQUALS value;
placed: AFTER duration | duration AFTER event;
action
  : DELIVERS NAME facts # delivers
  | PAYS NAME value # paysIn
  | ANSWERS NAME DOT NAME value # answers
  | CHALLENGES NAME facts # challenges
  | STANDS BY NAME DOT factName # stands
  | CONCEDES NAME DOT factName # concedes
  | ACCEPTS NAME # accepts
  | JOINS # joins
  | ENDS NAME # endsIt
  ;
facts: LBRACE (stated (COMMA stated)*)? RBRACE;
stated: factName value;
factName: NAME | EXCUSE;
expectation: (NAME | COURT) (GETS | RECOVERS | RECORDS) value | BURNED value;
