/* SPDX-License-Identifier: Apache-2.0 */
/* nfc.c: where a text is not in Unicode's normal form C (Unicode 14), as far as two neighbouring
 * characters show it. The tables were made from the Unicode character database. */
#include "pact/nfc.h"

/* Characters that normal form C never holds: others stand for the same. */
static const struct range {
    uint32_t first, last;
} replaced[] = {
    {0x340, 0x341},     {0x343, 0x344},     {0x374, 0x374},     {0x37E, 0x37E},   {0x387, 0x387},
    {0x958, 0x95F},     {0x9DC, 0x9DD},     {0x9DF, 0x9DF},     {0xA33, 0xA33},   {0xA36, 0xA36},
    {0xA59, 0xA5B},     {0xA5E, 0xA5E},     {0xB5C, 0xB5D},     {0xF43, 0xF43},   {0xF4D, 0xF4D},
    {0xF52, 0xF52},     {0xF57, 0xF57},     {0xF5C, 0xF5C},     {0xF69, 0xF69},   {0xF73, 0xF73},
    {0xF75, 0xF76},     {0xF78, 0xF78},     {0xF81, 0xF81},     {0xF93, 0xF93},   {0xF9D, 0xF9D},
    {0xFA2, 0xFA2},     {0xFA7, 0xFA7},     {0xFAC, 0xFAC},     {0xFB9, 0xFB9},   {0x1F71, 0x1F71},
    {0x1F73, 0x1F73},   {0x1F75, 0x1F75},   {0x1F77, 0x1F77},   {0x1F79, 0x1F79}, {0x1F7B, 0x1F7B},
    {0x1F7D, 0x1F7D},   {0x1FBB, 0x1FBB},   {0x1FBE, 0x1FBE},   {0x1FC9, 0x1FC9}, {0x1FCB, 0x1FCB},
    {0x1FD3, 0x1FD3},   {0x1FDB, 0x1FDB},   {0x1FE3, 0x1FE3},   {0x1FEB, 0x1FEB}, {0x1FEE, 0x1FEF},
    {0x1FF9, 0x1FF9},   {0x1FFB, 0x1FFB},   {0x1FFD, 0x1FFD},   {0x2000, 0x2001}, {0x2126, 0x2126},
    {0x212A, 0x212B},   {0x2329, 0x232A},   {0x2ADC, 0x2ADC},   {0xF900, 0xFA0D}, {0xFA10, 0xFA10},
    {0xFA12, 0xFA12},   {0xFA15, 0xFA1E},   {0xFA20, 0xFA20},   {0xFA22, 0xFA22}, {0xFA25, 0xFA26},
    {0xFA2A, 0xFA6D},   {0xFA70, 0xFAD9},   {0xFB1D, 0xFB1D},   {0xFB1F, 0xFB1F}, {0xFB2A, 0xFB36},
    {0xFB38, 0xFB3C},   {0xFB3E, 0xFB3E},   {0xFB40, 0xFB41},   {0xFB43, 0xFB44}, {0xFB46, 0xFB4E},
    {0x1D15E, 0x1D164}, {0x1D1BB, 0x1D1C0}, {0x2F800, 0x2FA1D},
};

/* Marks that melt into the letter before them, with those letters: Latin, Greek, Cyrillic, Kana.
 * Marks of other scripts are not looked at. */
static const struct mark {
    uint32_t mark;
    const char *letters;
} marks[] = {
    {0x300, "AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYyἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩαεηιο"
            "υωΑΕΗ᾿ϊΙ῾ϋΥ¨ΟΩ"},
    {0x301, "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØø¨ΑΕΗΙΟΥΩϊαεηιϋουωϒГКгкÇçĒēÏïKkMmÕõŌō"
            "PpŨũWwÂâĂăÊêÔôƠơƯưἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩ᾿῾"},
    {0x302, "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ"},
    {0x303, "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy"},
    {0x304, "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛαΑιΙυΥ"},
    {0x306, "AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạαΑιΙυΥ"},
    {0x307, "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ"},
    {0x308, "AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫыHhÕõŪūWwXxt"},
    {0x309, "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy"},
    {0x30A, "AaUuwy"},
    {0x30B, "OoUuУу"},
    {0x30C, "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh"},
    {0x30F, "AaEeIiOoRrUuѴѵ"},
    {0x311, "AaEeIiOoRrUu"},
    {0x313, "αΑεΕηΗιΙοΟυωΩρ"},
    {0x314, "αΑεΕηΗιΙοΟυΥωΩρΡ"},
    {0x31B, "OoUu"},
    {0x323, "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy"},
    {0x324, "Uu"},
    {0x325, "Aa"},
    {0x326, "SsTt"},
    {0x327, "CcGgKkLlNnRrSsTtEeDdHh"},
    {0x328, "AaEeIiUuOo"},
    {0x32D, "DdEeLlNnTtUu"},
    {0x32E, "Hh"},
    {0x330, "EeIiUu"},
    {0x331, "BbDdKkLlNnRrTtZzh"},
    {0x338, "←→↔⇐⇔⇒∃∈∋∣∥∼≃≅≈=≡≍<>≤≥≲≳≶≷≺≻⊂⊃⊆⊇⊢⊨⊩⊫≼≽⊑⊒⊲⊳⊴⊵"},
    {0x342, "ἀἁἈἉἠἡἨἩἰἱἸἹὐὑὙὠὡὨὩα¨η᾿ιϊ῾υϋω"},
    {0x345, "ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὰαάᾶΑὴηήῆΗὼωώῶΩ"},
    {0x3099, "かきくけこさしすせそたちつてとはひふへほうゝカキクケコサシスセソタチツテトハヒフヘホ"
             "ウワヰヱヲヽ"},
    {0x309A, "はひふへほハヒフヘホ"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

bool nfc_is_replaced(uint32_t c)
{
    for (size_t i = 0; i < COUNT(replaced); i++)
        if (c >= replaced[i].first && c <= replaced[i].last)
            return true;
    return false;
}

bool nfc_melts(uint32_t letter, uint32_t mark)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        struct span rest = span_of(marks[i].letters);
        uint32_t c = 0;
        size_t n;

        if (marks[i].mark != mark)
            continue;
        for (; (n = span_code_point(rest, &c)) > 0; rest = span_from(rest, n))
            if (c == letter)
                return true;
    }
    return false;
}
