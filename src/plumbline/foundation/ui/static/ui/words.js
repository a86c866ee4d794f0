// How many words a text has: the rule of foundation/text.py (count_words), held to the same table of cases.
const SPACE = "\\t\\n\\x0b\\x0c\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const ITEM_NUMBER = new RegExp(`^[ \\t>]*[0-9]{1,9}[.)](?=[${SPACE}]|$)`, "gm");
const LINK_TARGET = /\]\((?:[^()\n]|\([^()\n]*\))*\)/g;
const PARTS = new RegExp(`(?:[${SPACE}|]|<br ?/?>)+`);
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

export function countWords(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(ITEM_NUMBER, "").replace(LINK_TARGET, "]");
  return plain.split(PARTS).filter((part) => SAYS_SOMETHING.test(part)).length;
}
