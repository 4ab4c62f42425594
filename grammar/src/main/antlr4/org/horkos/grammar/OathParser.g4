/*
 * The grammar of Oath: statements led by a keyword, braces for blocks, strictly LL(1). The rules that
 * end in "Block" hold statements; the reader resumes at the next statement of a block after a slip.
 */
parser grammar OathParser;

options {
  tokenVocab = OathLexer;
}

text: heading declaration* EOF;

heading: AGREEMENT title VERSION NUMBER STRING?;

title: TITLE | SYMBOL;

declaration
  : tokenDeclaration
  | parameterDeclaration
  | partyDeclaration
  | attestorDeclaration
  | fundedDeclaration
  | panelDeclaration
  | courtDeclaration
  | contestDeclaration
  | deliverableDeclaration
  | everyDeclaration
  | let
  | scenarioDeclaration
  ;

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
contestClause: PAYS amount FROM NAME | BOND amount BY NAME | PLACE NUMBER PERCENT;

deliverableDeclaration: DELIVERABLE deliverableHead clauseBlock;
deliverableHead: NAME BY EACH? NAME (AFTER NAME)? (NUMBER TIMES EVERY duration)?;
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
  ;

paysClause: PAYS amount FROM NAME (AND amount FROM NAME)*;
owesClause: OWES amount TO who (WHEN expression)?;
bondClause: BOND amount BY who;
dueClause: DUE moment (COMMA GRACE duration)? (MEASURED BY NAME)?;
factClause: FACT NAME STRING? COLON domain source?;
decisionClause: DECISION NAME COLON domain source;
requireClause: REQUIRE STRING expression;
awardClause: AWARD PERCENT WHEN expression;
ranksClause: RANKS amount IN NAME;
penaltyClause: PENALTY STRING GIVES who amount (FROM pot)? (PER STARTED period LATE)? (COMMA AT MOST amount)? (WHEN expression)?;
period: unit | duration;
challengeClause: CHALLENGE WITHIN duration COMMA JUDGED BY NAME;
deliverClause: DELIVER AT MOST NUMBER times;
excuseClause: EXCUSE AT MOST duration;
missedClause: MISSED moment consequence;
failedClause: FAILED consequence;
allowClause: ALLOW NAME TO END moment;

source: BY NAME WITHIN duration COMMA SILENCE MEANS (value | AS CLAIMED);
consequence: (GIVES who amount (COMMA further)* | CARRIES OVER)?;
further: who amount | ENDS ALL;

bound: NUMBER | DATE;
domain: range | choices | DOCUMENT | TIME | PERCENTAGE | DURATION;
range: bound DOTS (bound SYMBOL? | NAME);
choices: option (PIPE option)*;
option: NAME | SYMBOL | TITLE;
value: NUMBER SYMBOL? | option | STRING | DATE;
who: NAME | PERFORMER | PAYER;
pot: PAY | AWARD | who (DOT BOND)?;
duration: NUMBER unit;
unit: DAY | DAYS | HOUR | HOURS;
moment: duration AFTER event | event | DATE;
event: START | DUE | NAME (DOT DUE | JOINS)?;

amount: product (PLUS product)*;
product: factor (STAR factor)*;
factor
  : NUMBER (SYMBOL | unit)? # number
  | PERCENT OF factor # percentOf
  | pot # potFactor
  | SYMBOL # symbol
  | TITLE # symbol
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
  | ANSWERS NAME DOT NAME value # answers
  | CHALLENGES NAME facts # challenges
  | STANDS BY NAME DOT NAME # stands
  | CONCEDES NAME DOT NAME # concedes
  | ACCEPTS NAME # accepts
  | JOINS # joins
  | ENDS NAME # endsIt
  ;
facts: LBRACE (stated (COMMA stated)*)? RBRACE;
stated: NAME value;
expectation: (NAME | COURT) (GETS | RECOVERS) value | BURNED value;
