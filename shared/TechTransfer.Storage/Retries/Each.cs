using System.Runtime.ExceptionServices;

namespace TechTransfer.Storage.Retries;

/// <summary>Handles several parts of one item, such as the certificates that one message requests. A failing part does not stop the others;
/// the first failure is thrown at the end, and the whole item is then retried. Parts must be idempotent.</summary>
public static class Each
{
    /// <summary>Later parts run although an earlier one failed; then the first failure is thrown.</summary>
    public static async Task DoAsync<T>(IEnumerable<T> parts, Func<T, Task> act, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var part in parts)
        {
            try
            {
                await act(part);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                first ??= ExceptionDispatchInfo.Capture(failure);
            }
        }
        first?.Throw();
    }

    /// <summary>For different actions, such as independent checks. Later ones run although an earlier one failed; then the first failure
    /// is thrown.</summary>
    public static Task DoAsync(IEnumerable<Func<Task>> parts, CancellationToken cancellation) =>
        DoAsync(parts, part => part(), cancellation);
}
