#include "tiersim/disk_files.hpp"

#include <sys/stat.h>

#include "tests/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::TemporaryFolder;

namespace {

constexpr std::size_t limit = 1'000;

std::string failure(const std::string& path) { return DiskFiles{}.read(path, limit).failure; }

}  // namespace

TEST_CASE("a regular file is read whole, whatever bytes it has") {
  const TemporaryFolder place;
  const std::string bytes{"a\0\r\n\xFF", 5};
  CHECK(DiskFiles{}.read(place.put("some", bytes), limit).bytes == bytes);
  const FileContent empty = DiskFiles{}.read(place.put("empty", ""), limit);
  CHECK(empty.ok());
  CHECK(empty.bytes.empty());
}

TEST_CASE("a file longer than the limit is refused") {
  const TemporaryFolder place;
  CHECK(DiskFiles{}.read(place.put("fits", std::string(limit, 'x')), limit).ok());
  CHECK_THAT(failure(place.put("long", std::string(limit + 1, 'x'))),
             ContainsSubstring("larger than 1000 bytes"));
}

TEST_CASE("an absent file is told with the nearest name beside it") {
  const TemporaryFolder place;
  (void)place.put("scenario.yaml", "");
  const auto near = [&](const char* name) {
    return DiskFiles{}.read(place.path(name), limit).near;
  };
  CHECK(failure(place.path("scenaro.yaml")) == "no such file");
  CHECK(near("scenaro.yaml") == "scenario.yaml");
  CHECK(near("scenario.yml") == "scenario.yaml");
  CHECK(failure(place.path("else")) == "no such file");
  CHECK(near("else").empty());
  CHECK_THAT(failure(place.path("none/else")), ContainsSubstring("there is no folder"));
}

TEST_CASE("names are not alike for their ending") {
  const TemporaryFolder place;
  (void)place.put("more.yaml", "");
  (void)place.put("desk.yaml", "");
  CHECK(DiskFiles{}.read(place.path("nope.yaml"), limit).near.empty());
}

TEST_CASE("only regular files are read") {
  const TemporaryFolder place;
  CHECK_THAT(failure(place.path()), ContainsSubstring("is a folder"));
  CHECK_THAT(failure("/dev/zero"), ContainsSubstring("is a device"));
  REQUIRE(mkfifo(place.path("pipe").c_str(), 0600) == 0);
  CHECK_THAT(failure(place.path("pipe")), ContainsSubstring("is a pipe"));
}
