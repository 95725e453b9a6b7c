#include "analysis/output_folder.hpp"

#include <filesystem>

#include "analysis/gzip_writer.hpp"
#include "sim/gzip.hpp"
#include "tests/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::file_text;
using test::TemporaryFolder;

TEST_CASE("files get their names at the end, all at once") {
  const TemporaryFolder place;
  const std::string path = place.path("a/b");
  OutputFolder folder{path};
  folder.add("one.txt").write("1");
  folder.add("two.txt").write("2");
  CHECK_FALSE(std::filesystem::exists(path + "/one.txt"));
  folder.keep();
  CHECK(file_text(path + "/one.txt") == "1");
  CHECK(file_text(path + "/two.txt") == "2");
  CHECK_FALSE(std::filesystem::exists(path + "/one.txt.tmp"));
}

TEST_CASE("what is not kept leaves no trace, and an older file as it was") {
  const TemporaryFolder place;
  const std::string old = place.put("one.txt", "old");
  {
    OutputFolder folder{place.path()};
    folder.add("one.txt").write("new");
  }
  CHECK(file_text(old) == "old");
  CHECK(place.files() == 1);
  { const OutputFolder folder{place.path("new")}; }
  CHECK(place.files() == 1);
}

TEST_CASE("what is left out goes with the older files, when the new ones are kept") {
  const TemporaryFolder place;
  const std::string old = place.put("two.txt", "old");
  std::filesystem::create_directory(place.path("three.txt"));
  OutputFolder folder{place.path()};
  folder.add("one.txt").write("new");
  for (const char* const name : {"two.txt", "three.txt", "four.txt"}) folder.leave_out(name);
  CHECK(file_text(old) == "old");
  folder.keep();
  CHECK_FALSE(std::filesystem::exists(old));
  CHECK(std::filesystem::is_directory(place.path("three.txt")));
  CHECK(place.files() == 2);
}

TEST_CASE("a folder that cannot be written to is an error that names it") {
  const TemporaryFolder place;
  const std::string file = place.put("file", "");
  CHECK_THROWS_WITH(OutputFolder{file}, ContainsSubstring("it is a file, not a folder"));
  CHECK_THROWS_AS(OutputFolder{file + "/below"}, WriteError);
  CHECK_THROWS_WITH(OutputFile{"/nowhere/at/all"}, ContainsSubstring("'/nowhere/at/all'"));
}

TEST_CASE("only files are written over") {
  const TemporaryFolder place;
  std::filesystem::create_symlink("/dev/null", place.path("link"));
  std::filesystem::create_directory(place.path("folder"));
  CHECK_THROWS_WITH(OutputFile{place.path("link")}, ContainsSubstring("not a file"));
  CHECK_THROWS_WITH(OutputFile{place.path("folder")}, ContainsSubstring("not a file"));
  CHECK(place.files() == 2);
}

TEST_CASE("gzip members written one after the other are unpacked as one file") {
  const TemporaryFolder place;
  OutputFolder folder{place.path()};
  OutputFile& file = folder.add("packed.gz");
  const std::string text(std::size_t{1} << 20U, 'y');
  {
    GzipWriter writer{file};
    writer.write("header\n");
    writer.finish();
  }
  {
    const auto scratch = folder.scratch("part");
    GzipWriter writer{*scratch};
    writer.write(text);
    writer.write("");
    writer.write("end");
    writer.finish();
    scratch->append_to(file);
  }
  CHECK(place.files() == 1);
  folder.keep();
  const FileContent content = gunzip(file_text(place.path("packed.gz")), std::size_t{1} << 24U);
  CHECK(content.failure.empty());
  CHECK(content.bytes == "header\n" + text + "end");
}
