#include "events/catalogue.hpp"

#include "events/id_shape.hpp"
#include "events/raw_record.hpp"
#include "events/records.hpp"
#include "events/schema.hpp"

namespace switchboard {

namespace {

/// A type in words, and the described struct that is in it, if there is one.
template <class T>
struct words {
  using part = T;
  static constexpr std::string_view way = ".";

  static std::string text() {
    if constexpr (std::same_as<T, std::string>)
      return "text";
    else if constexpr (std::same_as<T, bool>)
      return "true or false";
    else if constexpr (std::same_as<T, double>)
      return "number";
    else if constexpr (std::same_as<T, timestamp>)
      return "time";
    else if constexpr (std::same_as<T, json_text>)
      return "any JSON";
    else if constexpr (described<T>)
      return "object";
    else if constexpr (std::is_enum_v<T>)
      return alternatives();
    else
      return std::is_unsigned_v<T> ? "integer from 0" : "integer";
  }

private:
  static std::string alternatives() {
    std::string all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](const auto& each) {
      all.append(all.empty() ? "`" : ", `").append(each.name).append("`");
    });
    return "one of " + all;
  }
};

template <class Kind>
struct words<identifier<Kind>> {
  using part = identifier<Kind>;
  static std::string text() {
    return std::string{shape_of(std::type_identity<identifier<Kind>>{}).word};
  }
};

template <class T>
struct words<std::optional<T>> : words<T> {};

template <class T>
struct words<std::vector<T>> {
  using part = typename words<T>::part;
  static constexpr std::string_view way = "[].";
  static std::string text() { return "list of " + words<T>::text(); }
};

template <class Record>
void describe(std::vector<field_info>& into, const std::string& prefix) {
  for_each_field<Record>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(std::declval<Record>().*each.member)>;
    const auto name = prefix + std::string{each.name};
    into.push_back(
        {name, words<member>::text(), schema::is_required<member>, std::string{each.doc}});
    using part = typename words<member>::part;
    if constexpr (described<part>) describe<part>(into, name + std::string{words<member>::way});
  });
}

template <class Record>
std::vector<field_info> describe() {
  std::vector<field_info> all;
  describe<Record>(all, "");
  return all;
}

} // namespace

const std::vector<record_info>& catalogue() {
  static const auto all = [] {
    std::vector<record_info> made;
    for_each_record([&]<class Record>(auto kind, std::type_identity<Record>) {
      made.push_back({kind, Record::type, Record::version, Record::doc, describe<Record>()});
    });
    return made;
  }();
  return all;
}

const std::vector<field_info>& envelope_fields() {
  static const auto all = describe<raw_record>();
  return all;
}

} // namespace switchboard
