/** The words of a query, as Lucene's classic parser cuts them. */
lexer grammar UserQueryLexer;

WHITESPACE : SPACE+ -> skip ;

AND : 'AND' | '&&' ;
OR : 'OR' | '||' ;
NOT : 'NOT' | '!' ;
PLUS : '+' ;
MINUS : '-' ;
OPEN : '(' ;
CLOSE : ')' ;
COLON : ':' ;

QUOTED : '"' (~["\\] | ESCAPED)* '"' ;
TERM : (TERM_START | ESCAPED) (TERM_START | ESCAPED | [+\-])* ;

RANGE_FROM : '[' -> mode(RANGE) ;
RANGE_ABOVE : '{' -> mode(RANGE) ;

// Whatever begins nothing: a quote that is not closed, a backslash at the end, and what Lucene has but we do not.
UNKNOWN : . ;

fragment SPACE : [ \t\r\n\u3000] ;
fragment ESCAPED : '\\' . ;
fragment TERM_START : ~[ \t\r\n\u3000+\-!():^[\]"{}~?\\/] ;

mode RANGE;

RANGE_SPACE : SPACE+ -> skip ;
TO : 'TO' ;
RANGE_TO : ']' -> mode(DEFAULT_MODE) ;
RANGE_BELOW : '}' -> mode(DEFAULT_MODE) ;
RANGE_QUOTED : '"' (~["\\] | ESCAPED)* '"' ;
RANGE_TERM : ~[ \t\r\n\u3000"\]}] ~[ \t\r\n\u3000\]}]* ;
RANGE_UNKNOWN : . ;
