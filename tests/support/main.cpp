// Both words are needed: the precompiled header has read doctest's first half already, which makes
// the one of the other.
#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
