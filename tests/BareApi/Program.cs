var app = WebApplication.CreateBuilder(args).Build();
app.Urls.Add($"http://127.0.0.1:{Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")}");
app.MapGet("/api/health/live", () => new { Status = "ready" });
await app.RunAsync();
