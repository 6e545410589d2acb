// What nearly every file here needs. A change to a record recompiles them all, and would anyway.
#include "events/event.hpp"

#include <boost/describe.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
