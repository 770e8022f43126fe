using System.Text.Json;

namespace TechTransfer.Kernel.Tests;

public class JsonTests
{
    private enum Mood
    {
        VeryGood,
        Bad,
    }

    private sealed record Sample(string Name, string? Note, int? Count, Mood Mood, DateOnly On);

    private sealed record Draft
    {
        public required string? Note { get; init; }
    }

    [Fact]
    public void What_is_written_is_camel_case_without_nulls_and_with_plain_Chinese() =>
        Assert.Equal(
            """{"name":"缙云+<&>","mood":"veryGood","on":"2026-06-01"}""",
            Json.Write(new Sample("缙云+<&>", null, null, Mood.VeryGood, new(2026, 6, 1)))
        );

    [Fact]
    public void What_is_written_is_read_again_nulls_included()
    {
        var sample = new Sample("a", null, null, Mood.Bad, new(2026, 6, 1));

        Assert.Equal(sample, Json.Read<Sample>(Json.Write(sample)));
        Assert.Equal(sample, JsonSerializer.Deserialize<Sample>(Json.Write(sample), Json.Strict));
    }

    [Theory]
    [InlineData("""{"mood":"bad","on":"2026-06-01"}""")]
    [InlineData("""{"name":null,"mood":"bad","on":"2026-06-01"}""")]
    [InlineData("""{"name":"a","on":"2026-06-01"}""")]
    [InlineData("""{"name":"a","mood":1,"on":"2026-06-01"}""")]
    [InlineData("""{"name":"a","mood":"ugly","on":"2026-06-01"}""")]
    [InlineData("""{"name":"a","mood":"bad","on":"2026-06-31"}""")]
    [InlineData("""{"name":"a","mood":"bad","on":"2026-06-01","count":"1"}""")]
    [InlineData("""{"name":"a","mood":"bad","on":"2026-06-01","more":1}""")]
    [InlineData("""{"name":"a","name":"b","mood":"bad","on":"2026-06-01"}""")]
    [InlineData("""{"name":"\ud800","mood":"bad","on":"2026-06-01"}""")]
    [InlineData("""{"Name":"a","mood":"bad","on":"2026-06-01"}""")]
    [InlineData("""{"name":"a","mood":"bad","on":"2026-06-01",}""")]
    public void What_others_write_is_taken_strictly(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sample>(json, Json.Strict));

    [Fact]
    public void What_we_wrote_in_a_newer_version_is_read_by_an_older_one() =>
        Assert.Equal("a", Json.Read<Sample>("""{"name":"a","mood":"bad","on":"2026-06-01","more":1}""").Name);

    [Fact]
    public void A_member_that_says_required_is_demanded_even_where_null_would_do() =>
        Assert.Throws<JsonException>(() => Json.Read<Draft>("{}"));

    [Fact]
    public void Null_is_no_value() => Assert.Throws<JsonException>(() => Json.Read<Sample>("null"));
}
