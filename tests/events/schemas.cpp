#include "events/schema.hpp"
#include "tests/events/sample.hpp"

#include <doctest/doctest.h>

#include <map>
#include <regex>

namespace switchboard {

namespace {

using schema::document;

/// As much of JSON Schema as our schemas use; a word that it does not know fails the test.
class validator {
public:
  explicit validator(std::map<std::string, document> files) : files_{std::move(files)} {}

  bool accepts(const document& schema, const document& value) {
    for (const auto& [word, said] : schema.items())
      if (!holds(word, said, schema, value)) return false;
    return true;
  }

private:
  bool holds(const std::string& word, const document& said, const document& schema,
             const document& value) {
    if (word == "type") return is_of_type(said, value);
    if (word == "enum") return std::find(said.begin(), said.end(), value) != said.end();
    if (word == "const") return said == value;
    if (word == "minimum") return value >= said;
    if (word == "pattern") return std::regex_match(value.get<std::string>(), pattern(said));
    if (word == "items") return all(value, [&](const auto& each) { return accepts(said, each); });
    if (word == "properties") return have_properties(said, value);
    if (word == "required")
      return all(
          said, [&](const auto& each) { return value.contains(each.template get<std::string>()); });
    if (word == "additionalProperties") return have_no_others(schema["properties"], value);
    if (word == "allOf") return all(said, [&](const auto& each) { return accepts(each, value); });
    if (word == "if") return !accepts(said, value) || accepts(schema["then"], value);
    if (word == "$ref") return accepts(files_.at(said), value);
    CHECK_MESSAGE((word == "then" || word == "format" || word == "description" || word == "title"
                   || word == "$id" || word == "$schema"),
                  word);
    return true;
  }

  static bool is_of_type(const std::string& type, const document& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    FAIL("no such type: " << type);
    return false;
  }

  bool have_properties(const document& properties, const document& value) {
    for (const auto& [name, each] : properties.items())
      if (value.contains(name) && !accepts(each, value[name])) return false;
    return true;
  }

  static bool have_no_others(const document& properties, const document& value) {
    for (const auto& [name, unused] : value.items())
      if (!properties.contains(name)) return false;
    return true;
  }

  template <class Predicate>
  static bool all(const document& list, Predicate holds) {
    return std::all_of(list.begin(), list.end(), holds);
  }

  const std::regex& pattern(const std::string& text) {
    const auto found = patterns_.find(text);
    return found != patterns_.end() ? found->second : patterns_.emplace(text, text).first->second;
  }

  std::map<std::string, document> files_;
  std::map<std::string, std::regex> patterns_;
};

validator all_schemas() {
  std::map<std::string, document> files;
  for (auto& each : schema::of_all_records())
    files.emplace(each.name, std::move(each.schema));
  return validator{std::move(files)};
}

const document& record_schema() {
  static const auto made = schema::of_envelope().schema;
  return made;
}

TEST_CASE("what the codec writes, the schemas accept") {
  auto valid = all_schemas();
  const auto check = [&](const std::vector<envelope>& entries) {
    for (const auto& each : entries) {
      const auto text = encode(each);
      CHECK_MESSAGE(valid.accepts(record_schema(), document::parse(text)), text);
    }
  };
  check(testing::one_of_each(testing::plain_values{}));
  check(testing::one_of_each(testing::bare_values{}));
  for (unsigned seed = 0; seed < 10; ++seed)
    check(testing::one_of_each(testing::random_values{seed}));
}

bool is_decodable(const document& record) {
  try {
    decode(record.dump());
    return true;
  } catch (const json::error&) {
    return false;
  }
}

TEST_CASE("what the codec refuses in the data, the schemas refuse") {
  auto valid = all_schemas();
  for (const auto& each : testing::one_of_each(testing::plain_values{})) {
    const auto sound = document::parse(encode(each));
    CAPTURE(sound.dump());
    auto extra = sound;
    extra["data"]["extra"] = 1;
    CHECK_FALSE(valid.accepts(record_schema(), extra));
    for (const auto& [name, unused] : sound["data"].items()) {
      CAPTURE(name);
      auto absent = sound;
      absent["data"].erase(name);
      CHECK(valid.accepts(record_schema(), absent) == is_decodable(absent));
      for (const document& wrong : {document{true}, document(1.5), document::object(),
                                    document{"no such word"}, document::array({1})}) {
        auto changed = sound;
        changed["data"][name] = wrong;
        if (!is_decodable(changed)) CHECK_FALSE(valid.accepts(record_schema(), changed));
      }
    }
  }
}

TEST_CASE("the envelope's schema refuses what is no record") {
  auto valid = all_schemas();
  const auto sound = document::parse(encode(testing::one_of_each(testing::plain_values{}).front()));
  REQUIRE(valid.accepts(record_schema(), sound));
  const std::pair<const char*, document> table[] = {
      {"seq", 0},  {"version", 0},   {"type", "user.exploded"}, {"stream", "bob"},
      {"id", "7"}, {"data", "text"}, {"actor", nullptr}};
  for (const auto& [name, value] : table) {
    CAPTURE(name);
    auto changed = sound;
    changed[name] = value;
    CHECK_FALSE(valid.accepts(record_schema(), changed));
    changed.erase(name);
    CHECK_FALSE(valid.accepts(record_schema(), changed));
  }
}

} // namespace

} // namespace switchboard
