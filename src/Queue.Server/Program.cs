using Queue.Server;

return await QueueServer.RunAsync(args);
