#include "tests/style/function_finder.hpp"
#include "tests/style/shape.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard::style {
namespace {

std::string lines(std::size_t count, const std::string& line) {
  std::string text;
  while (count-- > 0)
    text += line + '\n';
  return text;
}

TEST_CASE("files can be taken in at a sitting") {
  CHECK(report_of(over_the_tree(long_file)) == "");
  CHECK(long_file({"a.cpp", lines(max_file_lines, "int a;")}).empty());
  CHECK(long_file({"a.cpp", lines(max_file_lines + 1, "int a;")}).size() == 1);
}

TEST_CASE("functions fit a screen") {
  CHECK(report_of(over_the_tree(long_functions)) == "");
  const auto function_of = [](std::size_t count) {
    return "int f() {\n" + lines(count - 2, "  g();") + "}\n";
  };
  CHECK(long_functions({"a.cpp", function_of(max_function_lines)}).empty());
  CHECK(long_functions({"a.cpp", function_of(max_function_lines + 1)}).size() == 1);
}

TEST_CASE("functions are found by the braces that stand among names") {
  using found = std::vector<function_lines>;
  const auto in = [](std::string_view text) { return functions_of(code_of(text)); };

  CHECK(in("namespace a {\nint f() {\n  return 1;\n}\n}\n") == found{{2, 4}});
  CHECK(in("class a {\npublic:\n  int f() const { return 1; }\n  int b = 2;\n};\n")
        == found{{3, 3}});
  CHECK(in("void f() {\n  if (a) {\n    b({1});\n  }\n}\n") == found{{1, 5}});
  CHECK(in("a::a(int b)\n    : b_{b},\n      c_{1} {\n  d();\n}\n") == found{{1, 5}});
  CHECK(in("int f(a b = {},\n      a c = {}) {\n  return 1;\n}\n") == found{{1, 4}});
  CHECK(in("#define A(b)\nstruct c {\n  int d;\n};\n").empty());
  CHECK(in("const std::vector<a> table = {\n    {1, f(2)},\n};\n").empty());
  CHECK(in("void f() {\n  a(\"}\"); // }\n}\n") == found{{1, 3}});
  CHECK(in("void f() {\n  a(R\"(})\", '}', 1'000);\n}\nvoid g() {}\n") == found{{1, 3}, {4, 4}});
}

TEST_CASE("lines are tidy") {
  CHECK(report_of(over_the_tree(untidy_lines)) == "");
  CHECK(untidy_lines({"a.md", "fine\n"}).empty());
  CHECK(untidy_lines({"a.md", "a\tb\n"}).size() == 1);
  CHECK(untidy_lines({"a.md", "a \n"}).size() == 1);
  CHECK(untidy_lines({"a.md", "a\r\n"}).size() == 1);
  CHECK(untidy_lines({"a.md", "a"}).size() == 1);
}

TEST_CASE("nothing is left for later") {
  CHECK(report_of(over_the_tree(unfinished_words)) == "");
  const std::string word = std::string{"TO"} + "DO";
  CHECK(unfinished_words({"a.cpp", "// " + word + ": finish\n"}).size() == 1);
  CHECK(unfinished_words({"a.cpp", "// PHO" + word + "\n"}).empty());
}

TEST_CASE("headers are included once") {
  CHECK(report_of(over_the_tree(unguarded_header)) == "");
  CHECK(unguarded_header({"a.hpp", "int a;\n"}).size() == 1);
  CHECK(unguarded_header({"a.hpp", "// #pragma once\nint a;\n"}).size() == 1);
  CHECK(unguarded_header({"a.cpp", "int a;\n"}).empty());
}

TEST_CASE("a whole build leaves nothing out") {
  CHECK(report_of(over_the_tree(left_out_target)) == "");
  CHECK(left_out_target({"a/CMakeLists.txt", "add_executable(b EXCLUDE_FROM_ALL b.cpp)\n"}).size()
        == 1);
  CHECK(left_out_target({"a/CMakeLists.txt", "add_executable(b b.cpp)\n"}).empty());
}

} // namespace
} // namespace switchboard::style
