#include "events/pch.hpp"

#include <doctest/doctest.h>
