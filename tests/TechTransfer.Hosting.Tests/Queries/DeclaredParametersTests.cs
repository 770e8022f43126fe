using System.Net;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Queries;

public sealed class DeclaredParametersTests
{
    [Theory]
    [InlineData("things?status=open&color=red", "color", "the accepted parameters are: status, kind, limit, cursor")]
    [InlineData("things?status=open&status=closed", "status", "more than once")]
    [InlineData("things?status=open&STATUS=open", "status", "more than once")]
    [InlineData("who?name=x", "name", "this operation takes none")]
    public async Task A_parameter_that_the_operation_does_not_take_is_refused_by_name(string path, string name, string reason)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync(path, ThingApp.Office(), "en");
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_query");
        Assert.Equal([name], problem.Paths(), StringComparer.OrdinalIgnoreCase);
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_is_taken_in_any_case()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("things?Status=open", ThingApp.Office());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
