/*
 * The words of Oath. A word of the language is never a name. Every character belongs to some token, so
 * the lexer never fails: what belongs nowhere becomes UNKNOWN, which the reader reports and drops.
 */
lexer grammar OathLexer;

AGREEMENT: 'agreement';
LIBRARY: 'library';
IMPORT: 'import';
VERSION: 'version';
TOKEN: 'token';
DECIMALS: 'decimals';
PARAMETER: 'parameter';
PARTY: 'party';
OPEN: 'open';
FOR: 'for';
SEATS: 'seats';
ATTESTOR: 'attestor';
PANEL: 'panel';
NEEDS: 'needs';
WHEN: 'when';
COURT: 'court';
CONTEST: 'contest';
SHARES: 'shares';
CALENDAR: 'calendar';
OFFSET: 'offset';
WEEKEND: 'weekend';
HOLIDAYS: 'holidays';
UNTIL: 'until';
BUSINESS: 'business';
TEMPLATE: 'template';
LIKE: 'like';
PAYS: 'pays';
FROM: 'from';
BOND: 'bond';
BY: 'by';
PLACE: 'place';
DELIVERABLE: 'deliverable';
EACH: 'each';
AFTER: 'after';
TIMES: 'times';
TIME: 'time';
EVERY: 'every';
LET: 'let';
SCENARIO: 'scenario';
DRAWS: 'draws';
EVIDENCE: 'evidence';
COMMIT: 'commit';
REVEAL: 'reveal';
APPEAL: 'appeal';
AT: 'at';
MOST: 'most';
LEAST: 'least';
LOSER: 'loser';
FORFEITS: 'forfeits';
OF: 'of';
WINNER: 'winner';
BURN: 'burn';
AND: 'and';
OR: 'or';
NOT: 'not';
OWES: 'owes';
TO: 'to';
DUE: 'due';
GRACE: 'grace';
MEASURED: 'measured';
FACT: 'fact';
DECISION: 'decision';
REQUIRE: 'require';
AWARD: 'award';
RANKS: 'ranks';
IN: 'in';
PENALTY: 'penalty';
GIVES: 'gives';
PER: 'per';
STARTED: 'started';
LATE: 'late';
FULL: 'full';
EARLY: 'early';
CHALLENGE: 'challenge';
WITHIN: 'within';
JUDGED: 'judged';
DELIVER: 'deliver';
ITSELF: 'itself';
EXCUSE: 'excuse';
MISSED: 'missed';
FAILED: 'failed';
ALLOW: 'allow';
END: 'end';
ASKED: 'asked';
SILENCE: 'silence';
MEANS: 'means';
AS: 'as';
CLAIMED: 'claimed';
ENDS: 'ends';
ALL: 'all';
CARRIES: 'carries';
OVER: 'over';
DOCUMENT: 'document';
PERCENTAGE: 'percent';
PERFORMER: 'performer';
PAYER: 'payer';
PAY: 'pay';
DAY: 'day';
DAYS: 'days';
HOUR: 'hour';
HOURS: 'hours';
MONTH: 'month';
START: 'start';
JOINS: 'joins';
LESSER: 'lesser';
GREATER: 'greater';
RECORDS: 'records';
IS: 'is';
ABOVE: 'above';
BELOW: 'below';
GIVEN: 'given';
WAIT: 'wait';
EXPECT: 'expect';
FINDS: 'finds';
DELIVERS: 'delivers';
ANSWERS: 'answers';
CHALLENGES: 'challenges';
STANDS: 'stands';
CONCEDES: 'concedes';
ACCEPTS: 'accepts';
GETS: 'gets';
RECOVERS: 'recovers';
BURNED: 'burned';
FUNDED: 'funded';

LBRACE: '{';
RBRACE: '}';
LPAREN: '(';
RPAREN: ')';
COMMA: ',';
COLON: ':';
DOTS: '..';
DOT: '.';
PIPE: '|';
EQUALS: '=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
CARET: '^';

// 2027-04-01
DATE: DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT;
// The hash of an imported text.
HASH: '0x' [0-9a-fA-F]+;
// 40% and 10.5%, always the percentage of something
PERCENT: AMOUNT '%';
// 5, 1_000 and 2_256.46
NUMBER: AMOUNT;
// price, and hacker#2 for the second of several
NAME: [a-z] LETTER* ('#' [1-9] DIGIT*)?;
// USDC
SYMBOL: [A-Z] [A-Z0-9_]*;
// WebsiteBuild
TITLE: [A-Z] LETTER*;
// One line, without escapes.
STRING: '"' ~["\r\n]* '"';
// A string whose end is missing on its line.
OPEN_STRING: '"' ~["\r\n]*;

COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
SPACE: [ \t\r\n\u000C\uFEFF]+ -> channel(HIDDEN);
UNKNOWN: .;

fragment DIGIT: [0-9];
fragment DIGITS: DIGIT+ ('_' DIGIT+)*;
fragment AMOUNT: DIGITS ('.' DIGITS)?;
fragment LETTER: [a-zA-Z0-9_];
