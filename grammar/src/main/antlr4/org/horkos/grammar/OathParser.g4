parser grammar OathParser;

options {
  tokenVocab = OathLexer;
}

text: AGREEMENT NAME EOF;
