/* source: one evidence file, what became of it, and where a fact stands in it. */
#include "analyzer/model/source.h"

const char *shape_word(enum shape shape)
{
    static const char *const words[] = {
#define SHAPE(symbol, word) [SHAPE_##symbol] = (word),
#include "analyzer/model/shape.def"
#undef SHAPE
    };

    return words[shape];
}
