// What nearly every file here needs and nobody changes.
#include <boost/describe.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
