lexer grammar OathLexer;

AGREEMENT: 'agreement';
NAME: [a-zA-Z] [a-zA-Z0-9_]*;
SPACE: [ \t\r\n]+ -> channel(HIDDEN);
