// tests/README.md names tests, which must exist; and for each KPI one that vouches for it.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tiersim/kpi.hpp"

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The last cells of the tables between the marks, but for their heads and rules.
std::vector<std::string> named_tests() {
  std::istringstream readme(text_of(TIERSIM_SOURCE_DIR "/tests/README.md"));
  std::vector<std::string> names;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line == "<!-- named tests -->") inside = true;
    if (line == "<!-- end of named tests -->") inside = false;
    if (!inside || !line.starts_with("| ") || !line.ends_with(" |")) continue;
    const std::string cell = line.substr(0, line.size() - 2);
    const std::string name = cell.substr(cell.rfind(" | ") + 3);
    if (name != "test" && name != "---") names.push_back(name);
  }
  return names;
}

/// All sources of tests, and what names those in Python; where a long name is written in two
/// strings, they are one.
std::string sources() {
  std::string all;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(TIERSIM_SOURCE_DIR "/tests")) {
    const auto& path = entry.path();
    if (path.extension() == ".cpp" || path.filename() == "CMakeLists.txt") all += text_of(path);
  }
  return all;
}

}  // namespace

TEST_CASE("the tests that tests/README.md names exist") {
  const std::string all = sources();
  const std::vector<std::string> names = named_tests();
  CHECK(names.size() >= 30);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(all.find("\"" + name + "\"") != std::string::npos);
  }
}

TEST_CASE("tests/README.md names a test for each KPI") {
  const std::string readme = text_of(TIERSIM_SOURCE_DIR "/tests/README.md");
  const std::size_t first = readme.find("| number | held to | test |");
  REQUIRE(first != std::string::npos);
  const std::string table = readme.substr(first, readme.find("\n\n", first) - first);
  for (const tiersim::KpiRow& row : tiersim::kpi_table()) {
    INFO(row.id);
    CHECK(table.find("`" + std::string{row.id} + "`") != std::string::npos);
  }
}
