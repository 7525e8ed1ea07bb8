/**
 * What a query may look like. One token of look-ahead decides everywhere, so that parsing takes as long as the query is.
 */
parser grammar UserQueryParser;

options { tokenVocab = UserQueryLexer; }

query : alternatives EOF ;

alternatives : adjacent (OR adjacent)* ;

adjacent : conjunction+ ;

conjunction : clause (AND clause)* ;

clause : sign = (NOT | MINUS | PLUS)? operand ;

operand : group | range | QUOTED | TERM (COLON value)? ;

value : group | range | QUOTED | TERM ;

group : OPEN alternatives CLOSE ;

range : low = (RANGE_FROM | RANGE_ABOVE) lower = bound TO upper = bound high = (RANGE_TO | RANGE_BELOW) ;

bound : RANGE_TERM | RANGE_QUOTED ;
