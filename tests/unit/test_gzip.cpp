#include "sim/gzip.hpp"

#include <string>

#include "tests/catch.hpp"
#include "tests/support/zip.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using tiersim::test::zip;

namespace {

constexpr std::size_t plenty = 1 << 20;

std::string some_text() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "INC" + std::to_string(i * 7919) + ",New\n";
  return text;
}

}  // namespace

TEST_CASE("gzip: known by its first bytes") {
  CHECK(is_gzip(zip("x")));
  CHECK_FALSE(is_gzip("number,opened\n"));
  CHECK_FALSE(is_gzip(""));
}

TEST_CASE("gzip: what was packed comes out") {
  for (const std::string& text : {std::string{}, std::string{"a,b\n"}, some_text()}) {
    const FileContent content = gunzip(zip(text), plenty);
    CHECK(content.failure.empty());
    CHECK(content.bytes == text);
  }
}

TEST_CASE("gzip: members one after the other are one text, zeros at the end are padding") {
  CHECK(gunzip(zip("a,b\n") + zip("") + zip("1,2\n"), plenty).bytes == "a,b\n1,2\n");
  CHECK(gunzip(zip("a,b\n") + std::string(512, '\0'), plenty).bytes == "a,b\n");
}

TEST_CASE("gzip: data cut short at any byte are a failure") {
  const std::string packed = zip("a,b\n1,2\n");
  for (std::size_t size = 2; size < packed.size(); ++size) {
    const FileContent content = gunzip(packed.substr(0, size), plenty);
    CHECK_THAT(content.failure, ContainsSubstring("truncated"));
    CHECK(content.bytes.empty());
  }
}

TEST_CASE("gzip: damaged data are a failure") {
  std::string packed = zip(some_text());
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  CHECK_THAT(gunzip(packed, plenty).failure, ContainsSubstring("corrupt"));
  CHECK_THAT(gunzip(zip("a") + "tail", plenty).failure, ContainsSubstring("other bytes follow"));
}

TEST_CASE("gzip: the limit is named") {
  const std::string packed = zip(std::string(plenty + 1, 'x'));
  CHECK(gunzip(packed, plenty).failure == "unpacks to more than 1 MiB, which is the limit");
  CHECK(gunzip(zip(std::string(plenty, 'x')), plenty).ok());
}

TEST_CASE("gzip: a bomb is stopped long before a large limit") {
  const std::string packed = zip(std::string(unpacked_freely + plenty, '\0'));
  CHECK_THAT(gunzip(packed, std::size_t{1} << 30).failure, ContainsSubstring("200 times its size"));
}
